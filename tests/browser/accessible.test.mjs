// Automatic accessibility checks in every state of states.mjs; and a phone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { site } from "./playground.mjs";
import { STATES } from "./states.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { open } = site();

/** The findings of axe, one per line: of all its rules, or of some. */
async function found(app, rules) {
  // Evaluated as by a debugger, because the page's policy allows no other script.
  if (!(await app.page.evaluate(() => "axe" in window))) await app.page.evaluate(axe);
  return app.page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)}: ${failureSummary}`),
    );
  }, rules);
}

/** Targets that are too small: controls, or their labels, of less than 24 pixels. */
async function small(app) {
  return app.page.evaluate(() =>
    [...document.querySelectorAll("button, input, select, summary, textarea")]
      .map((control) => control.closest("label") ?? control)
      .map((target) => ({ name: target.ariaLabel ?? target.textContent, ...target.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width > 0 && (width < 24 || height < 24))
      .map(({ name, width, height }) => `${name}: ${width} × ${height} pixels`),
  );
}

/** Whether it needs horizontal scrolling. */
async function wide(app) {
  const [content, screen] = await app.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  return content > screen ? [`${content} pixels wide on a screen of ${screen}`] : [];
}

/** In forced colours: drawings and texts that do not stand out from the background. */
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
  test(`is accessible ${name}`, async () => {
    const app = await open({ reducedMotion: "reduce", ...options });
    await reach(app);
    const all = [];
    const look = async (how, what) => all.push(...what.map((line) => `${how}: ${line}`));
    await look("size", await small(app));
    await app.until(() => wide(app), []);
    await app.page.emulateMedia({ colorScheme: "light" });
    await look("light", await found(app));
    await app.page.emulateMedia({ colorScheme: "dark" });
    // The elements are the same: only their colours can be wrong.
    await look("dark", await found(app, ["color-contrast"]));
    await app.page.emulateMedia({ forcedColors: "active" });
    await look("forced colours", await faint(app));
    assert.deepEqual(all, []);
    // The narrowest screens and the largest texts are tested one at a time (WCAG 2.2, 1.4.4 and 1.4.10).
    if (app.page.viewportSize().width > 320) {
      await app.page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      await app.until(() => wide(app), [], "text of twice the size");
    }
    await app.close();
  });
}

test("everything works on a phone", async () => {
  const app = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  assert.ok(await app.workflow.isVisible());
  await app.look("Graph");
  assert.ok(!(await app.workflow.isVisible()));
  await app.pickExample("diamond");
  await app.until(() => app.ids(), (ids) => ids.includes("join_swapped"), "the example is there");
  await app.look("Edit");
  // Run it first.
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
