// What machines can tell of accessibility, in the main states; and a phone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { site } from "./playground.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { open, url } = site();

/** What axe finds in a state, a line each. */
async function found(app, state) {
  // Evaluated, as a debugger does: the page's policy lets no script into it.
  if (!(await app.page.evaluate(() => "axe" in window))) await app.page.evaluate(axe);
  return app.page.evaluate(async (state) => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${state}: ${id}: ${help}: ${html.slice(0, 200)}: ${failureSummary}`),
    );
  }, state);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the main states, ${colorScheme}`, async () => {
    const app = await open({ colorScheme, reducedMotion: "reduce" });
    const all = [];
    const look = async (state) => all.push(...(await found(app, state)));
    await app.until(() => app.ids(), (ids) => ids.length > 0, "the graph is drawn");
    await look("at first");
    await app.run();
    await look("after a run");
    await app.processor("headline").click();
    await app.step.fill("8");
    await look("in the middle of a run, with a processor selected");
    await app.example.selectOption("failure-continue");
    await app.until(() => app.ids(), (ids) => ids.includes("charge_card"), "the example is there");
    assert.equal(await app.run(), "partial");
    await look("after a failure");
    await app.paste("strategy: reactiv\nprocessors:\n  - id: a\n");
    await app.until(() => app.problems(), (list) => list.length > 1, "there are problems");
    await look("with problems");
    await app.page.evaluate((link) => (location.href = link), `${url()}#code/d1.broken`);
    await app.alert.waitFor();
    await look("with a damaged link");
    assert.deepEqual(all, []);
    await app.close();
  });
}

test("a phone has it all, without scrolling sideways", async () => {
  const app = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const width = () => app.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok((await width()) <= 390, `${await width()} wide`);
  assert.ok(await app.workflow.isVisible());
  await app.look("Graph");
  assert.ok(!(await app.workflow.isVisible()));
  await app.example.selectOption("diamond");
  await app.until(() => app.ids(), (ids) => ids.includes("join_swapped"), "the example is there");
  await app.look("Edit");
  // A run is there to be looked at.
  assert.equal(await app.run(() => app.button("Run").tap()), "succeeded");
  await app.processor("upper").tap();
  await app.look("Run");
  await app.until(() => app.inspected(), { received: "Wood & co", produced: "WOOD & CO" });
  await app.look("Graph");
  await app.button("First step").tap();
  await app.button("Next step").tap();
  await app.until(async () => (await app.place()).step, 1);
  assert.ok((await width()) <= 390, `${await width()} wide`);
  // Everything to be pressed is large enough for a finger.
  const small = await app.page.getByRole("button").evaluateAll((buttons) =>
    buttons
      .filter((button) => button instanceof HTMLElement)
      .map((button) => ({ name: button.ariaLabel ?? button.textContent, ...button.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width > 0 && (width < 24 || height < 24))
      .map(({ name, width, height }) => `${name}: ${width} × ${height}`),
  );
  assert.deepEqual(small, []);
  assert.deepEqual(await found(app, "on a phone"), []);
  await app.close();
});
