// Comparing runs, going another way from a step, and exploring the orders of completion.

import assert from "node:assert/strict";
import { test } from "node:test";
import { compare as compared, examples, run } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

const BARRIER = `strategy: level
executor_options: { max_concurrency: 2 }
processors:
  - { id: slow, type: local, processor: reverse_text, simulate: { duration_ms: 30 } }
  - { id: quick, type: local, processor: token_counter, simulate: { duration_ms: 10 } }
  - { id: after, type: local, processor: token_counter, depends_on: [quick], simulate: { duration_ms: 20 } }
`;

async function opened(workflow, input, ids) {
  const app = await open();
  await app.paste(workflow);
  await app.fillInput(input);
  await app.until(() => app.ids(), [...ids].sort());
  return app;
}

test("four strategies side by side: their costs, their first difference, and showing any of them", async () => {
  const app = await opened(BARRIER, "hello", ["slow", "quick", "after"]);
  const compare = await app.compare();
  const table = await app.costs();
  assert.deepEqual(Object.keys(table), ["work_queue", "level", "reactive", "hybrid"]);
  // The page has the figures of the command line.
  const { runs } = await compared(BARRIER, "hello");
  const best = Math.min(...runs.map((report) => report.makespan_us));
  const ms = (us) => `${us / 1000} ms`;
  for (const [strategy, cells] of Object.entries(table)) {
    const { makespan_us, waiting, idle_us } = runs.find((report) => report.strategy === strategy);
    const more = makespan_us - best;
    const versus = more === 0 ? "best" : `+${ms(more)} (${Math.round((more * 100) / best)} %)`;
    assert.deepEqual(cells, [ms(makespan_us), versus, ms(waiting.barrier_us), ms(idle_us), "Show"], strategy);
  }
  assert.match(await compare.textContent(), /First difference at start 3: .*level starts after at 30 ms/);
  await app.more.click();
  await compare.getByRole("radio", { name: "by processor" }).check();
  await app.until(() => compare.textContent(), (text) => text.includes("◆ after, level"), "rows are processors");
  // One click makes any of them the run that is shown.
  await compare.getByRole("button", { name: "Show level" }).click();
  await app.region("Graph").waitFor();
  await app.until(() => app.outcome(), (outcome) => outcome.trace_hash.length === 64, "the run is shown");
  const report = await run(BARRIER, "hello", "--strategy", "level");
  assert.equal((await app.outcome()).trace_hash, report.trace_hash);
  await app.close();
});

for (const name of ["barrier", "fork-join"]) {
  test(`all of a comparison of four runs is in sight: ${name}`, async () => {
    const app = await open({ viewport: { width: 1440, height: 900 } });
    const { workflow, input } = (await examples()).find((example) => example.name === name);
    await app.openExample(name, { ids: [...workflow.matchAll(/- id: (\S+)/g)].map(([, id]) => id), input });
    const compare = await app.compare();
    const chips = compare.getByRole("listitem").filter({ has: app.page.getByRole("combobox") });
    assert.equal(await chips.count(), 4);
    for (let row = 1; row <= 4; row += 1) {
      await compare.getByRole("combobox", { name: `Strategy of run ${row}` }).waitFor();
      await compare.getByRole("spinbutton", { name: `Workers of run ${row}` }).waitFor();
    }
    const lanes = compare.getByRole("img", { name: "The attempts of all runs" });
    const parts = [...(await chips.all()), compare.getByRole("table"), compare.getByText(/^(First|No) difference/), lanes, app.more];
    const frame = await compare.boundingBox();
    assert.ok(frame.y + frame.height <= 900 && frame.x + frame.width <= 1440, "the panel is in the window");
    for (const part of parts) {
      const { x, y, width, height } = await part.boundingBox();
      const isSeen = x >= frame.x && y >= frame.y && x + width <= frame.x + frame.width && y + height <= frame.y + frame.height;
      assert.ok(isSeen, `${part} is at ${x}, ${y}, ${width} by ${height} of ${JSON.stringify(frame)}`);
    }
    await app.close();
  });
}

test("two to four runs: each can be removed, and another one added", async () => {
  const app = await opened(BARRIER, "hello", ["slow", "quick", "after"]);
  await app.compare();
  const remove = (row) => app.button(`Remove run ${row}`);
  await remove(4).click();
  await remove(1).click();
  await app.until(async () => Object.keys(await app.costs()), ["level", "reactive"], "the others stay compared");
  assert.equal(await remove(1).getAttribute("aria-disabled"), "true", "two remain");
  await remove(1).click({ force: true });
  await app.button("Add a run").click();
  await app.region("Compare").getByRole("spinbutton", { name: "Workers of run 3" }).fill("1");
  await app.compare();
  await app.until(async () => Object.keys(await app.costs()), ["level × 2", "reactive × 2", "reactive × 1"]);
  await app.close();
});

test("a run can be forked at any step, and all runs can be shown again", async () => {
  const app = await opened(BARRIER, "hello", ["slow", "quick", "after"]);
  assert.equal(await app.run(), "succeeded");
  const first = await app.outcome();
  await app.processor("quick").click();
  const panel = await app.tab("What if");
  await panel.getByText(/^Not at this step: the run ends after \d+ events/).waitFor();
  assert.equal(await app.fork("fails").getAttribute("aria-disabled"), "true");
  await app.button("First step").click();
  await app.until(() => app.fork("fails").getAttribute("aria-disabled"), "false", "it can change now");
  for (let step = 0; step < 4; step += 1) await app.button("Next step").click();
  const { step } = await app.place();
  await app.fork("fails").click();
  await app.untilRuns(2);
  assert.equal((await app.place()).step, step, "it stands where the ways part");
  const report = await run(BARRIER, "hello", "--fork", `${step}:fail=quick`);
  assert.equal((await app.outcome()).trace_hash, report.trace_hash);
  await app.until(() => app.announced(), (text) => /Run (failed|partial)/.test(text), "its end is announced");
  // Back, and again.
  await app.runNumber(1).click();
  await app.until(async () => (await app.outcome()).trace_hash, first.trace_hash);
  await app.processor("slow").click();
  await app.forkDuration.fill("5");
  await app.step.fill(String(step));
  await app.fork("takes").click();
  await app.untilRuns(3);
  // What cannot be changed any more says why.
  await app.button("Last step").click();
  await app.until(() => app.fork("fails").getAttribute("aria-disabled"), "true", "it cannot change any more");
  await panel.getByText(/^Not at this step: .* earlier step/).waitFor();
  // It leaves the maximised section of its button.
  await app.button("Maximise the panels below the graph").click();
  await app.workflow.waitFor({ state: "hidden" });
  await app.compareFork(3, 1);
  await app.workflow.waitFor();
  await app.region("Compare").getByRole("table").waitFor();
  assert.equal(Object.keys(await app.costs()).length, 2);
  await app.close();
});

test("orders of completion: equal following the graph, different with a shared payload, with an example of each output", async () => {
  const workflow = `strategy: level
processors:
  - { id: up, type: local, processor: change_text_case_upper }
  - { id: turn, type: local, processor: reverse_text }
`;
  const app = await opened(workflow, "ab", ["up", "turn"]);
  await app.explore();
  await app.orders.getByRole("table").waitFor();
  const text = await app.orders.textContent();
  assert.match(text, /can complete in 2 orders/);
  assert.match(text, /every order tried \(all\) gives the same output/);
  assert.match(text, /2 possible outputs/);
  await app.orderThatGives("AB").click();
  const next = app.orderStep("next");
  await next.click();
  await next.click();
  await next.click();
  await app.until(() => app.states(), ["turn, completed", "up, executing"]);
  await next.click();
  await app.until(() => app.states(), ["turn, completed", "up, completed"]);
  assert.match(await app.announced(), /up completes and overwrites the payload: “AB”/);
  await app.backToRun.click();
  await app.until(() => app.states(), ["turn, waiting", "up, waiting"]);
  await app.close();
});

test("an exploration can be stopped, and the page continues to work", async () => {
  const lines = ["strategy: level", "processors:"];
  for (let i = 0; i < 22; i += 1) lines.push(`  - { id: p${i}, type: local, processor: token_counter }`);
  const app = await opened(`${lines.join("\n")}\n`, "x", [...Array(22).keys()].map((i) => `p${i}`));
  await app.explore();
  await app.until(() => app.orders.textContent(), (text) => /more than \d+ states|states to explore/.test(text), "it tells how it goes on");
  await app.stopExploring();
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

test("a module that cannot be loaded ends an exploration, and a run, with a reason", async () => {
  const app = await opened("strategy: level\nprocessors:\n  - { id: rle, type: wasm, module: rle.wasm }\n", "aa", ["rle"]);
  await app.page.route("**/modules/rle.wasm", (route) => route.abort());
  await app.explore();
  await app.alert.filter({ hasText: "Not explored: the module “rle.wasm” could not be loaded." }).waitFor();
  await app.button("Run").click();
  await app.alert.filter({ hasText: "Not run: the module “rle.wasm” could not be loaded." }).waitFor();
  await app.page.unroute("**/modules/rle.wasm");
  await app.explore();
  await app.until(() => app.orders.textContent(), (text) => text.includes("in 1 order") || text.includes("gives the same output"), "explored");
  assert.equal(await app.run(), "succeeded");
  assert.equal((await app.outcome()).output, "2a");
  app.mishaps = app.mishaps.filter((mishap) => !mishap.includes("ERR_FAILED"));
  await app.close();
});
