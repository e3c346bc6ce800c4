// Sizes, theme, presentation mode, and shortcuts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

test("panes are resized by keyboard and by pointer, and keep their sizes", async () => {
  const app = await open();
  // The graph starts where the workflow ends.
  const width = async () => (await app.region("Graph").boundingBox()).x;
  const border = app.splitter("Width of the workflow");
  const before = await width();
  await border.focus();
  await app.page.keyboard.press("ArrowRight");
  await app.page.keyboard.press("ArrowRight");
  await app.until(width, (now) => now > before + 20, "it is wider");
  const { x, y } = await border.boundingBox();
  await app.page.mouse.move(x + 2, y + 100);
  await app.page.mouse.down();
  await app.page.mouse.move(x + 90, y + 100);
  await app.page.mouse.up();
  const wide = await app.until(width, (now) => now > before + 80, "it is wider still");
  await app.page.reload();
  await app.ready();
  await app.until(width, (now) => Math.abs(now - wide) < 2, "it is as wide after a reload");
  await border.focus();
  await app.page.keyboard.press("Enter");
  await app.until(width, (now) => Math.abs(now - before) < 2, "it is as wide as usual");
  // The same without dragging.
  await app.openSettings();
  await app.paneSize("Width of the workflow").fill("45");
  await app.until(width, (now) => now > before + 80, "the slider does the same");
  await app.resetSizes.click();
  await app.until(width, (now) => Math.abs(now - before) < 2, "all are as usual");
  await app.page.keyboard.press("Escape");
  await app.close();
});

/** The number of lines that fit into the editor. */
const linesOf = (app) =>
  app.page.locator(".cm-scroller").evaluate((box) => {
    const line = box.querySelector(".cm-line").getBoundingClientRect();
    return Math.floor(box.clientHeight / line.height);
  });

for (const [width, height, lines] of [
  [1440, 900, 20],
  [1024, 768, 12],
]) {
  test(`the editor keeps ${lines} lines at ${width}x${height}, with an example, problems and a run`, async () => {
    const app = await open({ viewport: { width, height } });
    const problems = await app.page.getByRole("tab", { name: "Problems" }).boundingBox();
    const panel = await app.writePanel("Workflow").boundingBox();
    assert.ok(problems.x + problems.width <= panel.x + panel.width, "all tabs are visible");
    await app.pickExample("barrier");
    await app.page.locator(".look-at").waitFor();
    assert.equal(await app.run(), "succeeded");
    assert.ok((await linesOf(app)) >= lines, `${await linesOf(app)} lines`);
    await app.paste("strategy: level\ncolour: red\nprocessors:\n  - { id: a, type: wasm, module: absent.wat }\n");
    await app.until(() => app.problems(), (list) => list.length > 1, "there are problems");
    await app.page.getByText("The workflow names absent.wat, which is missing.").waitFor();
    assert.ok((await linesOf(app)) >= lines, `${await linesOf(app)} lines`);
    await app.close();
  });
}

test("the tabs on the left keep their texts, and the status line opens the problems", async () => {
  const app = await open();
  await app.paste("strategy: level\ncolour: red\nprocessors:\n  - { id: a, type: local, processor: reverse_text }\n");
  await app.until(() => app.problems(), (list) => list.length === 1, "there is a problem");
  await app.page.getByRole("tab", { name: "Problems (1)", exact: true }).waitFor();
  await (await app.write("Input")).getByRole("textbox").fill("abc");
  await app.tabTo(app.page.getByRole("tab", { name: "Input", exact: true }), "Shift+Tab");
  await app.page.keyboard.press("ArrowLeft");
  assert.match(await app.workflow.textContent(), /colour/);
  assert.equal(await app.input.isVisible(), false);
  await app.checked.getByRole("button", { name: /^1 warning: .*colour/ }).click();
  const problem = app.writePanel("Problems").getByRole("button").first();
  await problem.click();
  await app.until(() => app.page.evaluate(() => getSelection()?.toString()), "colour");
  assert.equal(await app.run(), "succeeded");
  assert.equal((await app.outcome()).output, "cba");
  await app.close();
});

test("the output is above the events, which are there while there is a run", async () => {
  const app = await open();
  const events = app.region("Events");
  assert.equal(await events.count(), 0);
  assert.equal(await app.run(), "succeeded");
  const [output, box] = [await app.region("Output").boundingBox(), await events.boundingBox()];
  assert.equal(output.x, box.x);
  assert.ok(output.y + output.height <= box.y, "above them");
  assert.ok(box.height > 100, `the events have ${box.height} px`);
  await app.button("Maximise the events").click();
  await app.until(() => app.workflow.isVisible(), false, "they have all the room");
  await app.pickExample("barrier");
  await app.until(() => events.count(), 0, "the run has left");
  assert.ok(await app.workflow.isVisible(), "all sections are there again");
  await app.close();
});

test("a theme is chosen, applies before anything is painted, and a link can have its own", async () => {
  const app = await open({ colorScheme: "light" });
  const ground = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await app.openSettings();
  await app.theme("Dark").check();
  const dark = await app.until(ground, (now) => now !== light, "it is dark");
  await app.page.reload({ waitUntil: "commit" });
  await app.page.locator("#shell").or(app.workflow).first().waitFor();
  // Before the style sheet has loaded, nothing is painted and there is no background.
  const first = await app.until(ground, (now) => now !== "rgba(0, 0, 0, 0)", "there is something to see");
  assert.equal(first, dark);
  await app.ready();
  await app.page.goto(`${app.url}?theme=light`);
  await app.ready();
  assert.equal(await ground(), light);
  await app.page.goto(app.url);
  await app.ready();
  assert.equal(await ground(), dark, "a link’s theme is for its visit");
  await app.close();
});

test("? shows the shortcuts, and text fields keep their keys", async () => {
  const app = await open();
  assert.equal(await app.run(), "succeeded");
  await app.region("Graph").getByRole("button", { name: /, completed$/ }).first().focus();
  await app.page.keyboard.press("?");
  const dialog = app.dialog("Shortcuts");
  await dialog.waitFor();
  assert.match(await dialog.textContent(), /One step back/);
  await app.dismiss("Shortcuts");
  const { step, of } = await app.place();
  await app.page.keyboard.press("j");
  await app.until(() => app.place(), { step: step - 1, of });
  // In a text field the same keys are text.
  await app.write("Input");
  await app.input.fill("");
  await app.input.pressSequentially("j?k l");
  assert.equal(await app.input.inputValue(), "j?k l");
  assert.deepEqual(await app.place(), { step: step - 1, of });
  assert.equal(await dialog.isVisible(), false);
  // Single-letter shortcuts can be turned off.
  await app.openSettings();
  await app.letters.uncheck();
  await app.dismiss("Settings");
  await app.region("Graph").getByRole("button", { name: /, \w+$/ }).first().focus();
  await app.page.keyboard.press("j");
  await app.page.keyboard.press("Home");
  await app.until(() => app.place(), { step: 0, of });
  await app.page.keyboard.press("l");
  await app.page.keyboard.press("End");
  await app.until(() => app.place(), { step: of, of });
  await app.close();
});

test("presentation mode: no editor, larger type, and clicker keys", async () => {
  const app = await open({ viewport: { width: 1440, height: 900 } });
  assert.equal(await app.run(), "succeeded");
  await app.button("First step").click();
  const size = () => app.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const before = await size();
  await app.openSettings();
  await app.presentation.check();
  await app.dismiss("Settings");
  await app.until(size, (now) => now > before, "the type is larger");
  assert.equal(await app.workflow.isVisible(), false);
  assert.equal(await app.region("Graph").isVisible(), true);
  await app.page.evaluate(() => document.activeElement.blur());
  await app.page.keyboard.press("PageDown");
  await app.page.keyboard.press("PageDown");
  await app.page.keyboard.press("PageUp");
  await app.until(async () => (await app.place()).step, 1);
  await app.close();
});

test("the list of events is at the step when it becomes visible", async () => {
  const app = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await app.look("Run");
  await app.run();
  const { of } = await app.place();
  await app.look("Graph");
  await app.button("First step").click();
  await app.look("Run");
  const first = app.events.first();
  await app.until(() => first.isVisible(), true, "the list begins with the first event");
  assert.match(await first.textContent(), /^1 /);
  await app.look("Graph");
  await app.button("Last step").click();
  await app.look("Run");
  const current = app.region("Events").getByRole("option", { selected: true });
  await app.until(() => current.getAttribute("aria-posinset").catch(() => null), String(of), "the step has its row");
  const [row, list] = [await current.boundingBox(), await app.region("Events").getByRole("listbox").boundingBox()];
  assert.ok(row.y >= list.y - 1 && row.y + row.height <= list.y + list.height + 1, "and it is in sight");
  await app.close();
});

test("the centre has three views, by mouse and by keyboard", async () => {
  const app = await open();
  await app.run();
  const views = ["Graph", "Compare", "Table"];
  const seen = async () => {
    const all = await Promise.all(views.map(async (name) => [name, await app.region(name).isVisible()]));
    return all.filter(([, isVisible]) => isVisible).map(([name]) => name);
  };
  const selected = () => app.page.getByRole("tablist", { name: "Views" }).getByRole("tab", { selected: true }).textContent();
  assert.deepEqual(await seen(), ["Graph"]);
  for (const name of ["Table", "Compare", "Graph"]) {
    await app.tab(name);
    await app.until(seen, [name]);
    assert.equal(await selected(), name);
    // The comparison has the room of the transport and of what is below the graph.
    for (const below of ["Transport", "Timeline"]) assert.equal(await app.region(below).isVisible(), name !== "Compare", below);
  }
  await app.page.getByRole("tab", { name: "Graph", exact: true }).focus();
  for (const [key, name] of [["ArrowRight", "Compare"], ["ArrowRight", "Table"], ["Home", "Graph"], ["End", "Table"]]) {
    await app.page.keyboard.press(key);
    await app.until(seen, [name], key);
    const tab = app.page.getByRole("tab", { name, exact: true });
    assert.ok(await tab.evaluate((tab) => tab === document.activeElement), "the focus is on its tab");
    const panel = app.page.locator(`[id="${await tab.getAttribute("aria-controls")}"]`);
    assert.equal(await panel.getAttribute("role"), "tabpanel");
  }
  await app.close();
});

test("the graph keeps its zoom while another view is shown", async () => {
  const app = await open();
  await app.until(() => app.ids(), (ids) => ids.length > 0, "it is drawn");
  const id = (await app.ids())[0];
  const width = async () => Math.round((await app.processor(id).boundingBox()).width);
  await app.button("Zoom in").click();
  const zoomed = await width();
  await app.tab("Compare");
  await app.tab("Graph");
  await app.until(width, zoomed, "its zoom is the same");
  await app.close();
});

test("each section can be maximised and restored: by its button, by keys, and by a double click", async () => {
  const app = await open();
  await app.run();
  const sections = {
    "the workflow": app.workflow,
    "the centre": app.region("Graph"),
    "the panels below the graph": app.region("Timeline"),
    "the inspector": app.region("Inspector"),
    "the events": app.region("Events"),
  };
  const seen = async () => {
    const all = await Promise.all(Object.entries(sections).map(async ([name, region]) => [name, await region.isVisible()]));
    return all.filter(([, isVisible]) => isVisible).map(([name]) => name);
  };
  const all = Object.keys(sections);
  const { keyboard } = app.page;
  for (const name of all) {
    const button = app.button(`Maximise ${name}`);
    await button.click();
    await app.until(seen, [name], `only ${name}`);
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    await app.until(() => app.announced(), "Maximised");
    assert.ok(await button.evaluate((button) => button === document.activeElement), "the focus stays");
    const { width, height } = await sections[name].boundingBox();
    assert.ok(width > 1_000 && height > 400, `${name} is ${width} by ${height}`);
    await button.click();
    await app.until(seen, all, "restored by the button");
    await app.until(() => app.announced(), "All sections are shown again");
    await keyboard.press("m");
    await app.until(seen, [name], `only ${name}, by key`);
    await keyboard.press("Escape");
    await app.until(seen, all, "restored by Escape");
    assert.ok(await button.evaluate((button) => button === document.activeElement), "the focus stays");
  }
  const header = app.region("Inspector").getByRole("heading", { name: "Inspector" });
  await header.dblclick();
  await app.until(seen, ["the inspector"], "by double click");
  await header.dblclick();
  await app.until(seen, all, "and back");
  // Escape restores before it clears the selection.
  await app.processor("tidy").click();
  await keyboard.press("m");
  await app.until(seen, ["the centre"]);
  assert.ok(await app.region("Transport").isVisible(), "one can step through the run");
  await keyboard.press("Escape");
  await app.until(seen, all);
  assert.equal(await app.processor("tidy").getAttribute("aria-pressed"), "true");
  await app.close();
});

test("showing something in another section restores all sections, and phones cannot maximise", async () => {
  const app = await open();
  await app.button("Maximise the centre").click();
  await app.workflow.waitFor({ state: "hidden" });
  await app.tab("Compare");
  assert.equal(await app.workflow.isVisible(), false, "it is a view of the same section");
  await app.button("Maximise the centre").click();
  await app.workflow.waitFor();
  await app.close();
  const phone = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await phone.look("Graph");
  await phone.until(() => phone.ids(), (ids) => ids.length > 0, "it is drawn");
  assert.equal(await phone.button("Maximise the centre").isVisible(), false);
  await phone.processor((await phone.ids())[0]).tap();
  await phone.page.keyboard.press("m");
  await phone.look("Run");
  assert.ok(await phone.region("Inspector").isVisible());
  await phone.close();
});
