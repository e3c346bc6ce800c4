// The terms of the glossary: their definitions by pointer and by keyboard (WCAG 2.2, 1.4.13), and all of them in a dialog.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { site } from "./playground.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { open } = site();

const RANK = /^rank The depth of a processor in the graph/;

/** A page with a processor in the inspector. */
async function inspecting(options) {
  const app = await open({ reducedMotion: "reduce", ...options });
  await app.run();
  await app.region("Graph").getByRole("button", { name: /, completed$/ }).first().click();
  await app.term("Inspector", "Rank").waitFor();
  return app;
}

/** A place of the page without terms. */
const aside = (app) => app.page.getByRole("heading", { level: 1 });

test("a term shows its definition under the pointer, which can move onto it", async () => {
  const app = await inspecting();
  await app.term("Inspector", "Rank").hover();
  await app.defined(RANK);
  await app.tooltip.hover();
  await app.defined(RANK);
  await app.term("Inspector", "Intent").hover();
  await app.defined(/^intent /);
  await aside(app).hover();
  await app.tooltipCloses();
  await app.close();
});

test("a term shows its definition while it has the focus", async () => {
  const app = await inspecting();
  await app.tabTo(app.term("Inspector", "Rank"));
  await app.defined(RANK);
  // A pointer elsewhere does not close it.
  await aside(app).hover();
  await app.page.getByRole("tab", { name: "Input", exact: true }).hover();
  await app.defined(RANK);
  await app.page.keyboard.press("Shift+Tab");
  await app.defined(/^intent /);
  await app.region("Inspector").getByRole("button", { name: "Breakpoint" }).focus();
  await app.tooltipCloses();
  await app.close();
});

test("Escape closes a definition and nothing else", async () => {
  const app = await inspecting();
  const isSelected = () => app.region("Graph").locator("[aria-pressed=true]").first().isVisible();
  await app.tabTo(app.term("Inspector", "Rank"));
  await app.defined(RANK);
  await app.page.keyboard.press("Escape");
  await app.tooltipCloses();
  assert.ok(await app.term("Inspector", "Rank").evaluate((term) => term === document.activeElement), "the focus stays");
  await app.page.keyboard.press("Enter");
  await app.defined(RANK);
  await app.page.keyboard.press("Escape");
  await app.tooltipCloses();
  // By pointer, with the focus in the graph, where Escape clears the selection.
  await app.region("Graph").locator("[tabindex='0'][aria-pressed=true]").first().focus();
  await app.term("Inspector", "Rank").hover();
  await app.defined(RANK);
  await app.page.keyboard.press("Escape");
  await app.tooltipCloses();
  assert.ok(await isSelected());
  await app.page.keyboard.press("Escape");
  await app.until(isSelected, false);
  await app.close();
});

test("every term has a definition, which assistive technology reads", async () => {
  const app = await inspecting();
  const dangling = () =>
    app.page.evaluate(() =>
      [...document.querySelectorAll("[data-term]")]
        .filter((term) => !document.getElementById(term.getAttribute("aria-describedby"))?.textContent)
        .map((term) => term.textContent),
    );
  // The definitions are loaded a while after the page.
  await app.until(dangling, []);
  assert.match(await app.describedBy(app.term("Inspector", "Rank")), /^The depth of a processor/);
  await app.term("Graph", "Critical path").hover();
  await app.defined(/^critical path The longest path through the graph/);
  await app.tab("Table");
  await app.term("Table", "Level").hover();
  await app.defined(/^level All processors of the same rank/);
  const compare = await app.tab("Compare");
  await compare.getByRole("button", { name: "Compare", exact: true }).click();
  for (const [label, text] of [
    ["Total", /^makespan The time from the start/],
    ["Waits at barriers", /^barrier /],
    ["Idle", /^idle time /],
    ["Over lower bound", /^lower bound /],
    ["Utilisation", /^utilisation /],
  ]) {
    if (label === "Over lower bound") await app.more.click();
    await app.term("Compare", label).hover();
    await app.defined(text);
  }
  await app.tab("Graph");
  await app.tab("What if");
  await app.term("What if", "forks").hover();
  await app.defined(/^fork /);
  // The definitions are loaded a while after the page.
  await app.until(dangling, []);
  await app.close();
});

for (const [where, options] of [
  ["on a screen", {}],
  ["on a phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
]) {
  test(`an open definition is accessible and in sight ${where}`, async () => {
    const app = await open({ reducedMotion: "reduce", ...options });
    if (options.isMobile) {
      await app.look("Graph");
      await app.term("Graph", "Critical path").tap();
      await app.defined(/^critical path /);
    } else {
      await app.run();
      await app.term("Events", "Events").focus();
      await app.defined(/^event /);
    }
    const box = await app.tooltip.boundingBox();
    const { width, height } = app.page.viewportSize();
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));
    await app.page.evaluate(axe);
    for (const colorScheme of ["light", "dark"]) {
      await app.page.emulateMedia({ colorScheme });
      const found = await app.page.evaluate(async () => {
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
        return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
      });
      assert.deepEqual(found, []);
    }
    await app.close();
  });
}

test("the glossary lists all words, by keyboard", async () => {
  const app = await open();
  await app.tabTo(app.button("Help"));
  await app.page.keyboard.press("Enter");
  await app.until(() => app.menuItem("Shortcuts").evaluate((item) => item === document.activeElement), true, "the first item");
  await app.page.keyboard.press("ArrowDown");
  await app.page.keyboard.press("Enter");
  const dialog = app.dialog("Glossary");
  // Its content is loaded when it is first opened.
  await dialog.getByRole("term").first().waitFor();
  const words = await dialog.getByRole("term").allTextContents();
  assert.ok(words.length > 50, words.join(", "));
  assert.ok(words.includes("makespan") && words.includes("slack"));
  await app.dismiss("Glossary");
  assert.ok(await app.button("Help").evaluate((button) => button === document.activeElement));
  await app.close();
});
