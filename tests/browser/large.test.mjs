// Large workflows: the page stays responsive, and Stop stops.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./engine.mjs";
import { site } from "./playground.mjs";
import { typing } from "./tasks.mjs";

const { open } = site();

/** The maximum time between two frames. */
const GAP = 500;

function layered(processors, width) {
  const lines = ["strategy: work_queue", "processors:"];
  for (let i = 0; i < processors; i += 1) {
    const kind = i % 3 === 0 ? "reverse_text" : "token_counter";
    const above = i < width ? "" : `, depends_on: [p${i - width}, p${Math.max(0, i - width - 1 - (i % 5))}]`;
    lines.push(`  - {id: p${i}, type: local, processor: ${kind}${above}}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Waits for the drawing of a graph, whose label gives its size. */
const drawn = (app, size) =>
  app.until(() => app.drawing.getAttribute("aria-label"), (label) => size.test(label ?? ""), `${size} is drawn`);

/** Starts measuring the longest time between two frames. */
const watch = (app) =>
  app.page.evaluate(() => {
    let last = performance.now();
    window.longestGap = 0;
    const frame = (now) => {
      window.longestGap = Math.max(window.longestGap, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

const longest = (app) => app.page.evaluate(() => window.longestGap);

test("10,000 processors run while the page stays responsive", async (t) => {
  const app = await open();
  const workflow = layered(10_000, 100);
  await app.paste(workflow);
  await drawn(app, /^10000 processors/);
  await app.fillInput("hello");
  await watch(app);
  assert.equal(await app.run(), "succeeded");
  const { trace_hash } = await run(workflow, "hello");
  assert.equal((await app.outcome()).trace_hash, trace_hash);
  const running = await longest(app);
  await watch(app);
  for (const name of ["First step", "Next step", "Next step", "Last step", "Previous step"]) await app.button(name).click();
  const { of } = await app.place();
  await app.until(() => app.place(), { step: of - 1, of });
  const stepping = await longest(app);
  t.diagnostic(`longest gap between frames: ${running.toFixed()} ms running, ${stepping.toFixed()} ms stepping`);
  assert.ok(running < GAP, `${running} ms without a frame while it ran`);
  assert.ok(stepping < GAP, `${stepping} ms without a frame while stepping`);
  await app.close();
});

test("Stop ends a run that would take minutes, and the page continues to work", async (t) => {
  const app = await open();
  const chain = ["strategy: reactive", "processors:", "  - {id: p0, type: local, processor: reverse_text}"];
  for (let i = 1; i < 5_000; i += 1) chain.push(`  - {id: p${i}, type: local, processor: reverse_text, depends_on: [p${i - 1}]}`);
  await app.paste(`${chain.join("\n")}\n`);
  await drawn(app, /^5000 processors/);
  await app.input.evaluate((box) => {
    box.value = "abcdefghij".repeat(400_000);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await watch(app);
  await app.button("Run").click();
  // It is in progress: some events have happened.
  await app.until(() => app.region("Output").textContent(), (text) => /[1-9]\d* events/.test(text), "the run is under way");
  const pressed = Date.now();
  await app.button("Stop").click();
  assert.equal(await app.ended(), "cancelled");
  const took = Date.now() - pressed;
  const gap = await longest(app);
  t.diagnostic(`stopped after ${took} ms; longest gap between frames: ${gap.toFixed()} ms`);
  assert.ok(took < 10_000, `it took ${took} ms to stop`);
  assert.ok(gap < GAP, `${gap} ms without a frame`);
  // The text is still there, and the next run works.
  assert.match(await app.text(), /^strategy: reactive/);
  await app.fillInput("x");
  await app.paste("strategy: reactive\nprocessors:\n  - {id: a, type: local, processor: reverse_text}\n");
  await app.until(() => app.ids(), ["a"]);
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

/** How many of 40 keys may be late. */
for (const [processors, most] of [
  [1_000, 0],
  [10_000, 4],
]) {
  test(`the page responds while a user types among ${processors} processors`, async (t) => {
    const app = await open();
    const lines = layered(processors, 100).split("\n");
    const own = ["  # note", "  - {id: own, type: local, processor: reverse_text, depends_on: [p0]}"];
    lines.splice(processors / 2, 0, ...own);
    await app.paste(lines.join("\n"));
    const label = await drawn(app, new RegExp(`^${processors + 1} processors`));
    const late = [];
    // A change that does not affect the graph, one of an id, and one of its shape.
    for (const [place, text] of [
      ["# note", "# a comment "],
      ["own,", "very_much_"],
      ["p0]", "p12, p34, p56, p7,"],
    ]) {
      await app.goTo(place);
      const typed = await typing(app.page, text);
      t.diagnostic(`${place}: ${typed.said}`);
      late.push(...typed.late);
    }
    const dependencies = Number(/(\d+) dependencies/.exec(label)[1]);
    await drawn(app, new RegExp(`, ${dependencies + 4} dependencies,`));
    assert.ok(late.length <= most, `${late.length} keys were late: ${JSON.stringify(late)}`);
    await app.close();
  });
}
