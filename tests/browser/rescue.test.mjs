// A page that cannot start, or whose program stops: it says so, and the text of the user is safe.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open, url, server } = site();

/** The user's text from an earlier visit. */
const LEFT = "strategy: level\nprocessors:\n  - { id: mine, type: local, processor: reverse_text }\n";

const withText = (page) =>
  page.addInitScript((text) => localStorage.setItem("dagwood-playground/workflow", text), LEFT);

/** Preserves the text: an init script runs with every load. */
const typed = (page) => page.evaluate(() => localStorage.getItem("dagwood-playground/workflow"));

for (const [what, file] of [
  ["start script", /^start-.*\.js$/],
  ["script", /^page-[0-9a-f]+\.js$/],
  ["program", /^page_bg-\w+\.wasm$/],
]) {
  for (const fault of ["abort", "missing", "garbage"]) {
    test(`a page whose ${what} is ${fault === "abort" ? "cut off" : fault} says so, and shows the text`, async () => {
      server().fail(file, fault);
      const app = await open({ ready: false, before: withText });
      const notice = await app.trouble("The playground could not start");
      assert.match(await notice.textContent(), /Your workflow is saved/);
      assert.equal(await app.workflow.inputValue(), LEFT);
      await notice.getByRole("button", { name: "Copy my text" }).click();
      await app.until(() => app.page.evaluate(() => navigator.clipboard.readText()), LEFT, "the text is copied");
      server().mend();
      await notice.getByRole("button", { name: "Reload" }).click();
      await app.ready();
      assert.equal((await app.text()).trim(), LEFT.trim());
      await app.abandon();
    });
  }
}

test("without scripts the page says after ten seconds that it has not started", async () => {
  server().fail(/\.js$/, "abort");
  const app = await open({ ready: false });
  const late = app.page.getByText("The playground has not started yet.");
  assert.equal(await late.isVisible(), false);
  const delay = await late.evaluate((element) => {
    const [animation] = element.getAnimations();
    const { delay } = animation.effect.getTiming();
    animation.finish();
    return delay;
  });
  assert.equal(delay, 10_000);
  assert.equal(await late.isVisible(), true);
  server().mend();
  await late.getByRole("link", { name: "Reload" }).click();
  await app.ready();
  await app.abandon();
});

/** Makes the page's program panic when it draws the next element. */
const panic = (page) =>
  page.evaluate(() => {
    const { cloneNode } = Node.prototype;
    Node.prototype.cloneNode = () => {
      Node.prototype.cloneNode = cloneNode;
      throw new Error("out of elements");
    };
  });

/** Stops the page's program without a message, as a stack overflow or a trap does. */
const trap = (page) =>
  page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });

for (const [what, fail] of [
  ["panics", panic],
  ["traps", trap],
]) {
  test(`a page whose program ${what} says so, and continues to save typed text`, async () => {
    const app = await open();
    await app.paste(LEFT);
    await app.until(() => app.ids(), ["mine"], "it is drawn");
    await fail(app.page);
    await app.button("Run").click().catch(() => {});
    const notice = await app.trouble("The page has stopped because of an internal error.");
    await app.workflow.focus();
    await app.page.keyboard.press("ControlOrMeta+End");
    await app.page.keyboard.type("# typed after that");
    await app.until(() => typed(app.page), `${LEFT}# typed after that`, "it is saved");
    await notice.getByRole("button", { name: "Copy my text" }).click();
    await app.until(() => app.page.evaluate(() => navigator.clipboard.readText()), (text) => text.endsWith("after that"), "copied");
    await notice.getByRole("button", { name: "Reload" }).click();
    await app.ready();
    assert.ok((await app.text()).endsWith("# typed after that"));
    assert.equal(await app.run(), "succeeded");
    await app.abandon();
  });
}

test("a smaller graph breaks nothing: the table of a run, with one processor less", async () => {
  const app = await open({ link: url() });
  const long = (count) =>
    `strategy: reactive\nprocessors:\n${Array.from({ length: count }, (_, i) => `  - { id: p${i}, type: local, processor: reverse_text }\n`).join("")}`;
  await app.paste(long(9));
  await app.until(() => app.ids(), (ids) => ids.length === 9, "it is drawn");
  await app.run();
  await app.region("Graph").getByRole("button", { name: "Critical path" }).click();
  for (const isTable of [true, false]) {
    const region = await app.tab(isTable ? "Table" : "Graph");
    const last = region.getByRole("button", { name: isTable ? "p8" : /^p8,/ });
    await last.click();
    await app.editSelected();
    // With the form, and in the text.
    await app.deleteSelected.click();
    await app.until(() => app.text(), (text) => !text.includes("p8"), "it is gone");
    await app.paste(long(2));
    await app.until(() => app.text(), (text) => !text.includes("p2"), "two are left");
    await app.paste(long(9));
    await app.until(() => app.text(), (text) => text.includes("p8"), "they are back");
    assert.equal(await app.run(), "succeeded");
  }
  await app.close();
});
