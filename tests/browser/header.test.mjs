// The header: one row, in which nothing moves, and what opens below it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

/** The boxes of the header and of its visible controls, by name. */
const boxes = (app) =>
  app.header.evaluate((header) => {
    const name = ({ ariaLabel, className, localName }) => ariaLabel ?? (className || localName);
    const box = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [name(element), [x, y, width, height].map((number) => Math.round(number * 10) / 10).join(" ")];
    };
    const controls = [...header.querySelectorAll("button, h1")].filter((control) => !control.closest("[popover]"));
    return Object.fromEntries([header, ...controls.filter((control) => control.checkVisibility())].map(box));
  });

for (const [width, height] of [[1440, 900], [1024, 768], [800, 600], [390, 844], [320, 640]]) {
  test(`the header is one row at ${width} pixels`, async () => {
    const app = await open({ viewport: { width, height } });
    const { top: header, ...controls } = Object.fromEntries(
      Object.entries(await boxes(app)).map(([name, box]) => [name, box.split(" ").map(Number)]),
    );
    assert.deepEqual([header[0], header[1], header[2]], [0, 0, width]);
    assert.ok(Math.abs(header[3] - 48) < 1, `${header[3]} pixels high`);
    for (const [name, [x, y, wide, high]] of Object.entries(controls)) {
      assert.ok(x >= 0 && x + wide <= width, `${name} is in sight: ${x} to ${x + wide}`);
      assert.ok(name === "h1" || (y >= 0 && y + high <= 48), `${name} is in the row`);
    }
    await app.close();
  });
}

for (const [width, height] of [[1024, 768], [390, 844]]) {
  test(`nothing in the header moves at ${width} pixels`, async () => {
    const app = await open({ viewport: { width, height } });
    await app.checked.getByText("No problems").waitFor();
    const before = await boxes(app);
    const stays = async (what) => assert.deepEqual(await boxes(app), before, what);
    const slow = "strategy: reactive\nname: A workflow with a name that is far too long for the header\nprocessors:\n  - { id: a, type: local, processor: reverse_text, simulate: { duration_ms: 600000 } }\n";
    await app.paste(slow);
    await stays("while typing");
    await app.until(() => app.saved(), "Saved", "it is saved");
    await stays("saved");
    for (const change of [
      () => app.strategy.selectOption("work_queue"),
      () => app.priority.selectOption("critical_path"),
      () => app.failureStrategy.selectOption("continue_on_error"),
      () => app.workers.fill("64"),
      () => app.live.check(),
    ]) {
      await change();
      await stays(change);
    }
    await app.button("Run").click();
    await app.until(() => app.button("Run").getAttribute("aria-disabled"), "true", "it runs");
    await stays("while running");
    await app.button("Stop").click();
    assert.equal(await app.ended(), "cancelled");
    await stays("stopped");
    await app.inRunOptions(async () => {
      await app.writeOptions.click();
      await app.until(() => app.differs(), false, "they are in the file");
    });
    await stays("after writing the options");
    await app.close();
  });
}

test("the menu of the document is used by keyboard", async () => {
  const app = await open();
  const key = (name) => app.page.keyboard.press(name);
  const isAt = (control) => control.evaluate((element) => element === document.activeElement);
  const at = (name) => app.until(() => isAt(app.menuItem(name)), true, name);
  await app.tabTo(app.documentMenu);
  for (const opens of ["Enter", "Space", "ArrowDown"]) {
    await key(opens);
    await at("New");
    await key("Escape");
    await app.until(() => isAt(app.documentMenu), true, "the focus is back");
    assert.equal(await app.menuItem("New").count(), 0, "it is closed");
  }
  await key("Enter");
  await at("New");
  await key("ArrowUp");
  await at("All documents");
  await key("ArrowDown");
  await at("New");
  await key("End");
  await at("All documents");
  await key("Home");
  await at("New");
  await key("Tab");
  await app.until(() => isAt(app.button("Examples")), true, "Tab goes on");
  assert.equal(await app.menuItem("New").count(), 0, "and closes it");
  await key("Shift+Tab");
  await key("Enter");
  await at("New");
  for (const item of ["Open files", "Save", "History"]) {
    await key("ArrowDown");
    await at(item);
  }
  await key("Enter");
  await app.history.waitFor();
  await app.dismiss("History");
  await app.until(() => isAt(app.documentMenu), true, "the focus is back");
  // Waited for first: the browser handles the request to report choosers separately from keys, and could be late for Enter.
  const chooser = app.page.waitForEvent("filechooser");
  await key("Enter");
  await at("New");
  await key("ArrowDown");
  await at("Open files");
  await key("Enter");
  await (await chooser).setFiles({ name: "mine.yaml", mimeType: "application/yaml", buffer: Buffer.from("strategy: level\nprocessors:\n  - { id: mine, type: local, processor: reverse_text }\n") });
  await app.until(() => app.ids(), ["mine"], "it is opened");
  await app.close();
});

test("the animation of the strategies stops, can be replayed, and respects reduced motion", async () => {
  const moving = (app) =>
    app.runOptions.evaluate((dialog) => dialog.getAnimations({ subtree: true }).filter(({ playState }) => playState === "running").length);
  const app = await open({ reducedMotion: "no-preference" });
  await app.how.click();
  await app.runOptions.waitFor();
  await app.until(() => moving(app), (count) => count > 0, "it plays");
  const end = await app.runOptions.evaluate((dialog) => Math.max(...dialog.getAnimations({ subtree: true }).map(({ effect }) => effect.getComputedTiming().endTime)));
  assert.ok(end < 5_000, `it ends after ${end} ms`);
  await app.until(() => moving(app), 0, "it ends");
  await app.button("Play again").click();
  await app.until(() => moving(app), (count) => count > 0, "it plays again");
  await app.page.emulateMedia({ reducedMotion: "reduce" });
  await app.until(() => moving(app), 0, "nothing moves");
  assert.equal(await app.button("Play again").count(), 0);
  await app.close();
});
