// Jumps, breakpoints, and playback at a run's own speed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { examples, run } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

async function ran(name) {
  const app = await open();
  const { workflow, input } = (await examples()).find((example) => example.name === name);
  const report = await run(workflow, input);
  const ids = report.processors.map(({ id }) => id);
  await app.openExample(name, { ids, input });
  await app.until(() => app.ids(), [...ids].sort());
  assert.equal(await app.run(), report.status);
  return { app, report, len: report.events.length, ids };
}

const steps = (report, is) => report.events.filter(is).map(({ seq }) => seq + 1);
const step = async (app) => (await app.place()).step;

test("keys and buttons jump to a processor's events, to failures and between instants", async () => {
  const { app, report } = await ran("retries");
  const failures = steps(report, ({ event }) => event === "Failed");
  const { processor } = report.events[failures[0] - 1];
  await app.processor(processor).click();
  await app.button("First step").click();
  for (const own of steps(report, (e) => e.processor === processor).slice(0, 4)) {
    await app.page.keyboard.press(".");
    await app.until(() => step(app), own);
  }
  await app.page.keyboard.press(",");
  await app.until(() => step(app), steps(report, (e) => e.processor === processor)[2]);
  await app.button("First step").click();
  const jumps = await app.jumps();
  await jumps.getByRole("button", { name: "Next failure" }).click();
  await app.until(() => step(app), failures[0]);
  await jumps.getByRole("button", { name: "Next instant" }).click();
  const at = report.events[failures[0]].at_us;
  await app.until(() => step(app), steps(report, (e) => e.at_us === at).at(-1));
  // Escape closes it and returns the focus.
  await app.page.keyboard.press("Escape");
  await app.until(() => jumps.isVisible(), false);
  assert.ok(await app.button("Jump").evaluate((button) => button === document.activeElement));
  await app.close();
});

test("with levels, they jump between levels", async () => {
  const { app, report } = await ran("barrier");
  await app.button("First step").click();
  const jumps = await app.jumps();
  for (const level of steps(report, ({ event }) => event === "LevelStarted")) {
    await jumps.getByRole("button", { name: "Next level" }).click();
    await app.until(() => step(app), level);
  }
  await app.close();
});

test("playback stops at breakpoints: on a processor, and on kinds of events", async () => {
  const { app, report, len } = await ran("retries");
  const [failure] = steps(report, ({ event }) => event === "Failed");
  const { processor } = report.events[failure - 1];
  await app.processor(processor).click();
  await app.button("Breakpoint").click();
  await app.until(() => app.announced(), `Breakpoint set on ${processor}.`);
  await app.region("Graph").getByRole("button", { name: `${processor}, completed, breakpoint` }).or(
    app.region("Graph").getByRole("button", { name: `${processor}, failed, breakpoint` }),
  ).waitFor();
  const starts = steps(report, (e) => e.processor === processor && e.event === "Started");
  await app.page.getByRole("combobox", { name: "Steps per second" }).selectOption({ label: "64 / s" });
  await app.button("First step").click();
  await app.button("Play").click();
  await app.until(() => step(app), starts[0]);
  await app.button("Play").waitFor();
  await app.until(() => app.announced(), (text) => text.startsWith("Stopped at a breakpoint."), "it says why");
  const jumps = await app.jumps();
  await jumps.getByRole("checkbox", { name: "failed", exact: true }).check();
  await jumps.getByRole("button", { name: "Next breakpoint" }).click();
  await app.until(() => step(app), failure);
  await jumps.getByRole("button", { name: "Previous breakpoint" }).click();
  await app.until(() => step(app), starts[0]);
  await app.page.keyboard.press("Escape");
  // They remain after a reload, which returns to the step, and the table shows them too.
  await app.page.reload();
  await app.ready();
  await app.processor(processor, "executing, breakpoint").waitFor();
  const table = await app.tab("Table");
  const row = table.getByRole("row").filter({ has: app.page.getByRole("rowheader", { name: processor, exact: true }) });
  await row.filter({ hasText: "breakpoint" }).waitFor();
  await app.tab("Graph");
  await app.run();
  await app.page.getByRole("combobox", { name: "Steps per second" }).selectOption({ label: "64 / s" });
  await app.button("First step").click();
  await app.button("Play").click();
  await app.until(() => step(app), starts[0]);
  await (await app.jumps()).getByRole("checkbox", { name: "failed", exact: true }).uncheck();
  await app.page.keyboard.press("Escape");
  await app.processor(processor).click();
  await app.button("Breakpoint").click();
  await app.button("Play").click();
  await app.until(() => step(app), len);
  await app.close();
});

test("a run plays with its original timing", async () => {
  const { app, len } = await ran("barrier");
  const pace = app.page.getByRole("combobox", { name: "Steps per second" });
  assert.match(await pace.locator("optgroup").last().getAttribute("label"), /^Original timing, .* in 10 s$/);
  await pace.selectOption({ label: "8 ×" });
  await app.button("First step").click();
  await app.button("Play").click();
  await app.until(() => step(app), len);
  await app.button("Play").waitFor();
  await app.close();
});

test("the timeline shows waits by cause, and zooming keeps the step visible", async () => {
  const { app, len, ids } = await ran("barrier");
  const causes = app.region("Timeline").getByRole("list", { name: "Waits" }).getByRole("listitem");
  const said = await causes.allTextContents();
  assert.equal(said.length, 4);
  assert.match(said[1], /^at the barrier of its level [1-9]/);
  await app.processor(ids.at(-1)).click();
  await app.until(() => app.region("Inspector").textContent(), (text) => /In total it waits .*\./.test(text), "in words");
  const lanes = app.region("Timeline").getByRole("group", { name: "Lanes" });
  const seen = () => lanes.evaluate(({ scrollLeft, scrollWidth, clientWidth }) => ({ scrollLeft, ratio: scrollWidth / clientWidth }));
  await lanes.focus();
  for (let presses = 0; presses < 4; presses += 1) await app.page.keyboard.press("+");
  await app.until(seen, ({ ratio }) => ratio > 3, "it is larger");
  await app.page.keyboard.press("Home");
  await app.until(seen, ({ scrollLeft }) => scrollLeft === 0, "the first step is in sight");
  await app.page.keyboard.press("End");
  await app.until(() => step(app), len);
  await app.until(seen, ({ scrollLeft }) => scrollLeft > 0, "the last step is in sight");
  const before = (await seen()).scrollLeft;
  await app.page.keyboard.press("a");
  await app.until(seen, ({ scrollLeft }) => scrollLeft < before, "earlier times are in sight");
  assert.equal(await step(app), len, "the step stays");
  await app.button("Fit the timeline").click();
  await app.until(seen, ({ ratio }) => ratio === 1, "all of it is seen");
  await app.close();
});

test("a long idle time can be shortened", async () => {
  const app = await open();
  await app.paste(`strategy: reactive
processors:
  - { id: flaky, type: local, processor: reverse_text, retry: { attempts: 1, backoff_ms: 980 }, simulate: { duration_ms: 10, fail_attempts: 1 } }
`);
  await app.until(() => app.ids(), ["flaky"]);
  assert.equal(await app.run(), "succeeded");
  const timeline = app.region("Timeline");
  const idle = async () => (await timeline.textContent()).includes("980 ms idle");
  assert.equal(await idle(), false);
  await timeline.getByRole("checkbox", { name: "Compress gaps" }).check();
  await app.until(idle, true);
  await app.close();
});

test("the time axis stays while the graph is the same, and the run before is behind the run", async () => {
  const app = await open();
  await app.pickExample("barrier");
  await app.until(() => app.ids(), (ids) => ids.includes("north_fetch"), "it is open");
  const timeline = app.region("Timeline");
  const end = () => timeline.locator(".plot .bar .whole").evaluateAll((bars) => Math.max(...bars.map((bar) => bar.getBoundingClientRect().right)));
  await app.strategy.selectOption("level");
  await app.run();
  const level = await end();
  assert.equal(await timeline.locator(".ghost").count(), 0, "there is no run before");
  await app.strategy.selectOption("reactive");
  await app.run();
  await timeline.getByText("\u2212310 ms (\u221257 %) from run 1, in grey").waitFor();
  const left = await timeline.locator(".plot").evaluate((plot) => plot.getBoundingClientRect().left);
  assert.ok(Math.abs(((await end()) - left) / (level - left) - 230 / 540) < 0.01, "230 ms are as long as before");
  assert.ok((await timeline.locator(".ghost rect").count()) > 5, "the run before");
  await app.close();
});

test("a run stays while its workflow is edited, and leaves with another workflow; a failed run is no gain", async () => {
  const app = await open();
  const workflow = (ids, last = "") => `strategy: reactive
processors:
${ids.map((id) => `  - { id: ${id}, type: local, processor: reverse_text, simulate: { duration_ms: 20${id === "c" ? last : ""} } }`).join("\n")}
`;
  const show = async (ids, last) => {
    await app.paste(workflow(ids, last));
    await app.until(() => app.ids(), [...ids].sort(), "drawn");
  };
  await show(["a", "b", "c"]);
  await app.run();
  await show(["b", "c", "d"]);
  assert.ok((await app.place()).of > 0, "two of its three processors are there");
  assert.ok(await app.region("Events").isVisible());
  await show(["b", "c"]);
  assert.equal(await app.run(), "succeeded");
  await show(["b", "c"], ", fail_attempts: 1");
  assert.equal(await app.run(), "failed");
  await app.region("Timeline").getByText("run 2 in grey").waitFor();
  await show(["c", "d", "e", "f"]);
  assert.ok((await app.place()).of > 0, "one of its two processors is there");
  await show(["d", "e", "f"]);
  await app.until(async () => (await app.place()).of, 0, "none is there");
  await app.until(() => app.region("Events").count(), 0);
  await app.close();
});

test("a range of the time axis is marked and measured, by keys and by the pointer", async () => {
  const { app } = await ran("barrier");
  const timeline = app.region("Timeline");
  await app.button("First step").click();
  await timeline.getByRole("group", { name: "Lanes" }).focus();
  assert.equal(await app.range(), "");
  const axis = await timeline.locator(".axis").boundingBox();
  await app.page.keyboard.press("Shift+ArrowRight");
  const first = await app.until(() => app.range(), (text) => /^\d+ ms marked, from 0 ms to /.test(text), "there is a range");
  await app.page.keyboard.press("Shift+ArrowRight");
  const second = await app.until(() => app.range(), (text) => text !== first, "it is longer");
  assert.match(second, /: \d+ processors? ran, workers \d+ % busy\.$/);
  await app.until(() => app.announced(), (text) => text.includes(second), "it is announced");
  await app.page.keyboard.press("Shift+ArrowLeft");
  await app.until(() => app.range(), first);
  assert.equal(await step(app), 0, "the step stays");
  await app.page.keyboard.press("Escape");
  await app.until(() => app.range(), "");
  await app.until(() => app.announced(), (text) => text.includes("The range is removed."), "that is announced too");

  const at = async (part) => {
    const box = await timeline.locator(".axis").boundingBox();
    return [box.x + box.width * part, box.y + box.height / 2];
  };
  await app.page.mouse.move(...(await at(0.25)));
  await app.page.mouse.down();
  await app.page.mouse.move(...(await at(0.5)), { steps: 3 });
  await app.page.mouse.up();
  const dragged = await app.until(() => app.range(), (text) => text.length > 0, "it is marked");
  assert.ok((await timeline.locator(".range").count()) > 0);
  assert.equal(await step(app), 0, "the step stays");
  assert.deepEqual(await timeline.locator(".axis").boundingBox(), axis, "the axis stays under the pointer");
  // Without dragging: from the step to the click.
  await app.page.mouse.click(...(await at(0.75)));
  await app.until(() => app.range(), (text) => text !== dragged && text.includes("from 0 ms"), "it begins at the step");
  await app.button("Remove the range").click();
  await app.until(() => app.range(), "");
  await app.close();
});

test("before the first run, the timeline shows the plan", async () => {
  const app = await open();
  await app.paste(`strategy: reactive
executor_options: { max_concurrency: 2 }
processors:
  - { id: long, type: local, processor: reverse_text, simulate: { duration_ms: 30 } }
  - { id: fails, type: local, processor: reverse_text, simulate: { duration_ms: 10, fail_attempts: 9 } }
  - { id: last, type: local, processor: token_counter, depends_on: [fails], simulate: { duration_ms: 5 } }
`);
  await app.until(() => app.ids(), ["fails", "last", "long"]);
  const timeline = app.region("Timeline");
  await timeline.getByText("Planned: 30 ms, if every processor takes as long as expected and none fails.").waitFor();
  assert.equal(await app.timeline(), "3 attempts on 2 workers in 30 ms");
  assert.equal(await timeline.locator(".bar.future").count(), 3);
  await app.workers.fill("1");
  await timeline.getByText("Planned: 45 ms").waitFor();
  assert.equal(await app.run(), "failed");
  await timeline.getByText("Planned").waitFor({ state: "detached" });
  await app.close();
});
