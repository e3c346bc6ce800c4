// What machines can tell of accessibility, in every state of states.mjs; and a phone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { site } from "./playground.mjs";
import { STATES } from "./states.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { open } = site();

/** What axe finds, a line each. */
async function found(app) {
  // Evaluated, as a debugger does: the page's policy lets no script into it.
  if (!(await app.page.evaluate(() => "axe" in window))) await app.page.evaluate(axe);
  return app.page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)}: ${failureSummary}`),
    );
  });
}

/** What is too small to be hit: a control, or the label around it, of less than 24 pixels. */
async function small(app) {
  return app.page.evaluate(() =>
    [...document.querySelectorAll("button, input, select, summary, textarea")]
      .map((control) => control.closest("label") ?? control)
      .map((target) => ({ name: target.ariaLabel ?? target.textContent, ...target.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width > 0 && (width < 24 || height < 24))
      .map(({ name, width, height }) => `${name}: ${width} × ${height} pixels`),
  );
}

/** Whether it has to be scrolled sideways. */
async function wide(app) {
  const [content, screen] = await app.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  return content > screen ? [`${content} pixels wide on a screen of ${screen}`] : [];
}

/** Where people choose all colours themselves: what is drawn and read, and does not stand out from the ground. */
async function faint(app) {
  return app.page.evaluate(() => {
    const luminance = (colour) => {
      const [r, g, b] = colour.match(/[\d.]+/g).map((part) => part / 255);
      const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    const ground = luminance(getComputedStyle(document.body).backgroundColor);
    const contrast = (l) => (Math.max(l, ground) + 0.05) / (Math.min(l, ground) + 0.05);
    return [...document.querySelectorAll("svg tspan, svg text:not(:has(tspan))")]
      .filter((text) => text.checkVisibility() && contrast(luminance(getComputedStyle(text).fill)) < 7)
      .map((text) => `${text.textContent} is ${getComputedStyle(text).fill}`);
  });
}

for (const { name, options, reach } of STATES) {
  test(`everybody can use it ${name}`, async () => {
    const app = await open({ reducedMotion: "reduce", ...options });
    await reach(app);
    const all = [];
    const look = async (how, what) => all.push(...what.map((line) => `${how}: ${line}`));
    await look("size", await small(app));
    await app.until(() => wide(app), []);
    for (const colorScheme of ["light", "dark"]) {
      await app.page.emulateMedia({ colorScheme });
      await look(colorScheme, await found(app));
    }
    await app.page.emulateMedia({ forcedColors: "active" });
    await look("forced colours", await faint(app));
    assert.deepEqual(all, []);
    // The narrowest screens and the largest texts are asked for one at a time (WCAG 2.2, 1.4.4 and 1.4.10).
    if (app.page.viewportSize().width > 320) {
      await app.page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      await app.until(() => wide(app), [], "text of twice the size");
    }
    await app.close();
  });
}

test("a phone has it all", async () => {
  const app = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
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
  await app.close();
});
