// The graph: its layout, its marks, and how it is moved, also when it is very large.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

const diamond = (duration) => `strategy: reactive
processors:
  - { id: first, type: local, processor: change_text_case_upper, simulate: { duration_ms: 5 } }
  - { id: slow, type: local, processor: reverse_text, depends_on: [first], simulate: { duration_ms: ${duration} } }
  - { id: fast, type: local, processor: token_counter, depends_on: [first], simulate: { duration_ms: 2 } }
  - { id: last, type: local, processor: token_counter, depends_on: [slow, fast], simulate: { duration_ms: 1 } }
`;

async function opened(text, ids, options) {
  const app = await open(options);
  await app.paste(text);
  await app.until(() => app.ids(), ids);
  return app;
}

const IDS = ["fast", "first", "last", "slow"];

test("levels go from top to bottom or from left to right, and the choice is stored", async () => {
  const app = await opened(diamond(20), IDS);
  const goes = async () => {
    const [first, last] = [await app.middle("first"), await app.middle("last")];
    // While the drawing changes, a processor may be without a place.
    if (!first || !last) return "nowhere";
    return Math.abs(last.x - first.x) > Math.abs(last.y - first.y) ? "across" : "down";
  };
  await app.until(goes, "down");
  const toggle = app.button("Left to right");
  await toggle.click();
  await app.until(goes, "across");
  assert.equal(await toggle.getAttribute("aria-pressed"), "true");
  // The arrow keys move in visible directions.
  await app.processor("first").click();
  await app.page.keyboard.press("ArrowRight");
  const focused = () => app.page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  await app.until(focused, (name) => /^(slow|fast), /.test(name ?? ""), "the focus is on a dependent");
  await app.page.reload();
  await app.ready();
  await app.until(() => app.ids(), IDS);
  await app.until(goes, "across");
  await app.close();
});

test("nothing moves unless the graph changes", async () => {
  const app = await opened(diamond(20), IDS);
  const places = async () => Object.fromEntries(await Promise.all(IDS.map(async (id) => [id, await app.middle(id)])));
  await app.processor("first").click();
  await app.button("Zoom out").click();
  const before = await places();
  // The element remains: nothing was redrawn.
  await app.processor("slow").evaluate((element) => (element.isTheSame = true));
  await app.paste(diamond(300).replace("reactive", "level"));
  assert.equal(await app.run(), "succeeded");
  assert.deepEqual(await places(), before);
  assert.ok(await app.processor("slow").evaluate((element) => element.isTheSame === true));
  await app.paste(diamond(300).replace("depends_on: [slow, fast]", "depends_on: [slow]"));
  await app.until(places, (now) => now.last && now.last.x !== before.last.x, "without an edge it is another drawing");
  await app.close();
});

test("the critical path determines how long the run took", async () => {
  const app = await opened(diamond(20), IDS);
  const toggle = app.button("Critical path");
  await toggle.click();
  assert.deepEqual(await app.critical(), [], "there has been no run");
  assert.equal(await app.run(), "succeeded");
  await app.until(() => app.critical(), ["first", "last", "slow"]);
  await app.paste(diamond(1));
  await app.until(() => app.ids(), IDS);
  assert.equal(await app.run(), "succeeded");
  await app.until(() => app.critical(), ["fast", "first", "last"]);
  await toggle.click();
  await app.until(() => app.critical(), []);
  await app.close();
});

test("the selected processor shows its input and where it came from", async () => {
  const app = await opened(diamond(20), IDS);
  await app.fillInput("hello");
  assert.equal(await app.run(), "succeeded");
  await app.processor("slow").click();
  await app.until(() => app.drawing.textContent(), (text) => text.includes("first: “HELLO”"), "the label is there");
  await app.button("First step").click();
  await app.until(() => app.drawing.textContent(), (text) => !text.includes("“HELLO”"), "it is gone");
  await app.close();
});

test("under `level`, levels are bands, and a barrier opens when its level has ended", async () => {
  const app = await opened(diamond(20).replace("reactive", "level"), IDS);
  assert.deepEqual(await app.levels(), [], "there has been no run");
  assert.equal(await app.run(), "succeeded");
  const open = ["Level 0", "barrier open", "Level 1", "barrier open", "Level 2"];
  await app.until(() => app.levels(), open);
  const line = () => app.region("Graph").locator(".barrier").last().getAttribute("d");
  const shape = await line();
  await app.button("First step").click();
  await app.until(() => app.levels(), ["Level 0", "barrier closed: 0 of 1 ended", "Level 1", "barrier closed: 0 of 2 ended", "Level 2"]);
  assert.notEqual(await line(), shape, "its shape differs");
  let [step, levels] = [0, []];
  while (levels[3] !== "barrier open") {
    step += 1;
    await app.button("Next step").click();
    await app.until(async () => (await app.place()).step, step);
    levels = await app.levels();
  }
  assert.match(await app.announced(), /Level 1 has ended: the barrier opens\./);
  await app.strategy.selectOption("reactive");
  assert.equal(await app.run(), "succeeded");
  await app.until(() => app.levels(), []);
  await app.close();
});

test("a missing dependency is drawn, and leads to the text that names it", async () => {
  const app = await open();
  const text = diamond(20);
  await app.paste(text.replace("[slow, fast]", "[slow, gone]"));
  await app.missing("gone").waitFor();
  assert.deepEqual(await app.ids(), IDS);
  await app.region("Graph").getByText("Processors marked “missing” are not in the file.").waitFor();
  await app.missing("gone").focus();
  await app.page.keyboard.press("Enter");
  await app.until(() => app.page.evaluate(() => getSelection().toString()), "gone");
  await app.paste(text);
  await app.missing("gone").waitFor({ state: "detached" });
  assert.deepEqual(await app.ids(), IDS);
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

test("a processor too small for its name shows it on selection, hover and focus", async () => {
  const app = await opened(diamond(20), IDS);
  for (let i = 0; i < 6; i += 1) await app.button("Zoom out").click();
  assert.ok(await app.processor("slow").locator(".shape").isVisible(), "its shape stays");
  assert.deepEqual(await app.names(), []);
  // The names are loaded when the page is idle.
  await app.page.locator(".names").waitFor({ state: "attached" });
  const { x, y } = await app.middle("slow");
  await app.page.mouse.move(x, y);
  await app.until(() => app.names(), ["slow, waiting"]);
  await app.page.keyboard.press("Escape");
  await app.until(() => app.names(), []);
  await app.page.mouse.move(x + 1, y);
  await app.until(() => app.names(), ["slow, waiting"]);
  await app.page.mouse.click(x, y);
  await app.page.mouse.move(0, 0);
  await app.until(() => app.names(), ["slow, waiting"]);
  await app.tabTo(app.processor("slow"));
  await app.page.keyboard.press("ArrowUp");
  await app.until(() => app.names(), ["first, waiting"]);
  for (let i = 0; i < 6; i += 1) await app.button("Zoom in").click();
  await app.until(() => app.names(), []);

  // A painted processor as well.
  await app.paste(layered(400, 20));
  await drawn(app, 400);
  await app.button("Fit").click();
  const box = await app.drawing.boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await app.page.mouse.click(at.x, at.y);
  await app.until(() => app.names(), (names) => names.length > 0 && names.every((name) => /^p\d+, waiting$/.test(name)), "it has its name");
  await app.close();
});

test("the table shows and does the same as the drawing", async () => {
  const app = await opened(diamond(20), IDS);
  await app.fillInput("hello");
  assert.equal(await app.run(), "succeeded");
  const region = await app.tab("Table");
  await app.until(() => app.rows(), [
    ["first", "completed", "0", "", "slow, fast", "0", "0 ms", "5 ms"],
    ["slow", "completed", "1", "first", "last", "0", "5 ms", "25 ms"],
    ["fast", "completed", "1", "first", "last", "1", "5 ms", "7 ms"],
    ["last", "completed", "2", "slow, fast", "", "0", "25 ms", "26 ms"],
  ]);
  const table = region.getByRole("table", { name: "Processors" });
  const named = (name) => table.getByRole("button", { name, exact: true });
  await app.tabTo(named("first"));
  await app.page.keyboard.press("Enter");
  await app.until(() => app.inspected(), { received: "hello", produced: "HELLO" });
  await app.page.keyboard.press("ArrowDown");
  await app.until(() => named("slow").evaluate((button) => button === document.activeElement), true, "the focus follows");
  await app.until(() => app.inspected(), { received: "HELLO", produced: "OLLEH" });
  await app.button("First step").click();
  await app.until(async () => (await app.rows()).map((row) => `${row[1]} ${row[7]}`.trim()), Array(4).fill("waiting"));
  await app.tab("Graph");
  await app.until(() => app.processor("slow").isVisible(), true);
  assert.equal(await app.processor("slow").getAttribute("aria-pressed"), "true", "it is still selected");
  await app.close();
});

function layered(processors, width) {
  const lines = ["strategy: work_queue", "processors:"];
  for (let i = 0; i < processors; i += 1) {
    const kind = i % 3 === 0 ? "reverse_text" : "token_counter";
    const above = i < width ? "" : `, depends_on: [p${i - width}${i % 4 === 0 ? `, p${Math.max(0, i - width - 1 - (i % 5))}` : ""}]`;
    lines.push(`  - {id: p${i}, type: local, processor: ${kind}${above}}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Waits for a drawing of this many processors. */
const drawn = (app, count) =>
  app.until(
    async () => ((await app.drawing.count()) === 1 ? app.drawing.getAttribute("aria-label") : ""),
    (label) => label.startsWith(`${count} processors`),
    "the graph is drawn",
  );

test("the overview scrolls the drawing, and is shown only if not everything is visible", async () => {
  const app = await open();
  await app.paste(layered(300, 20));
  await drawn(app, 300);
  assert.equal(await app.overview.count(), 0, "all of it is seen");
  for (let i = 0; i < 6; i += 1) await app.button("Zoom in").click();
  await app.overview.waitFor();
  const shown = () => app.drawing.locator("g[transform]").first().getAttribute("transform");
  const before = await shown();
  const box = await app.overview.boundingBox();
  await app.page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.2);
  const clicked = await app.until(shown, (now) => now !== before, "the drawing moved");
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7);
  await app.page.mouse.up();
  await app.until(shown, (now) => now !== clicked, "it follows the pointer");
  // `f` shows the selected processor, and then all.
  await app.tabTo(app.processor("p0"));
  await app.page.keyboard.press("Enter");
  await app.page.keyboard.press("f");
  await app.until(shown, (now) => / scale\(1\)$/.test(now), "as large as drawn");
  await app.page.keyboard.press("f");
  await app.overview.waitFor({ state: "detached" });
  await app.close();
});

test("two fingers zoom the drawing", async () => {
  const app = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await app.paste(diamond(20));
  await app.look("Graph");
  await app.until(() => app.ids(), IDS);
  const client = await app.page.context().newCDPSession(app.page);
  const touch = (type, ...points) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const box = await app.drawing.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const apart = async () => {
    const [slow, fast] = [await app.middle("slow"), await app.middle("fast")];
    return Math.abs(slow.x - fast.x);
  };
  const before = await apart();
  await touch("touchStart", [x - 40, y]);
  await touch("touchStart", [x - 40, y], [x + 40, y]);
  for (const reach of [50, 60, 70, 80]) await touch("touchMove", [x - reach, y], [x + reach, y]);
  await touch("touchEnd");
  await app.until(apart, (now) => Math.abs(now / before - 2) < 0.1, "it is twice as large");
  await app.close();
});

test("100,000 processors are shown, moved and found", async (t) => {
  const app = await open();
  const workflow = layered(100_000, 400);
  const pasted = Date.now();
  await app.paste(workflow);
  const took = Date.now() - pasted;
  await drawn(app, 100_000);
  t.diagnostic(`from paste to picture: ${Date.now() - pasted} ms, of which the paste itself ${took} ms`);
  const frames = async (move) => {
    await app.page.evaluate(() => {
      window.seenFrames = [];
      let last = performance.now();
      const frame = (now) => {
        if (!window.seenFrames) return;
        window.seenFrames.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await move();
    const all = await app.page.evaluate(() => {
      const seen = window.seenFrames;
      window.seenFrames = undefined;
      return seen;
    });
    all.sort((a, b) => a - b);
    return { median: all[all.length >> 1], p95: all[Math.floor(all.length * 0.95)], worst: all.at(-1) };
  };
  const box = await app.drawing.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const drag = async () => {
    await app.page.mouse.move(x, y);
    await app.page.mouse.down();
    for (let i = 0; i < 40; i += 1) await app.page.mouse.move(x + 3 * i, y + 2 * i);
    await app.page.mouse.up();
  };
  const report = (where, { median, p95, worst }) => {
    t.diagnostic(`a frame ${where}: median ${median.toFixed(1)} ms, 95th percentile ${p95.toFixed(1)} ms, worst ${worst.toFixed(1)} ms`);
    assert.ok(p95 < 250, `${p95} ms ${where}`);
  };
  report("by the pointer, all in sight", await frames(drag));
  // A click on a painted processor selects it.
  await app.page.mouse.click(x, y);
  const id = await app.until(
    () => app.region("Graph").getByRole("button", { pressed: true, name: /^p\d+, / }).evaluateAll((all) => all[0]?.getAttribute("aria-label")),
    (name) => /^p\d+, waiting$/.test(name ?? ""),
    "a processor is selected",
  );
  for (let i = 0; i < 12; i += 1) await app.button("Zoom in").click();
  report("by the pointer, some in sight", await frames(drag));
  await app.processor(id.split(",")[0]).focus();
  await app.page.keyboard.press("f");
  await app.until(() => app.ids(), (ids) => ids.length > 5, "those in sight can be read");
  report(
    "by keys, near",
    await frames(async () => {
      for (let i = 0; i < 20; i += 1) await app.page.keyboard.press("Shift+ArrowDown");
    }),
  );
  await app.close();
});
