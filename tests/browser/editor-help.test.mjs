// How the editor explains a text and helps to fix it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

const GOOD = `strategy: reactive
processors:
  - id: first
    type: local
    processor: change_text_case_upper
  - id: second
    type: local
    processor: reverse_text
    depends_on: [first]
`;
const MISSPELT = GOOD.replace("[first]", "[frist]").replace("reactive", "reactiv");

/** Records the editor's announcements. */
const listen = (app) =>
  app.page.evaluate(() => {
    window.heard = [];
    const live = document.querySelector(".cm-announced");
    new MutationObserver(() => window.heard.push(live.textContent.trim())).observe(live, { childList: true });
  });
const heard = async (app) => (await app.page.evaluate(() => window.heard)).filter(Boolean);

/** Moves the pointer to a word of the text. */
async function pointAt(app, word) {
  const box = await app.workflow.evaluate((content, word) => {
    const walk = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      return range.getBoundingClientRect().toJSON();
    }
    throw new Error(`${word} is not in sight`);
  }, word);
  // A movement between two positions, as by hand.
  await app.page.mouse.move(box.x + box.width / 2 - 8, box.y + box.height / 2);
  await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

test("the explanation of a word is shown under the pointer, stays there, and is closed by Escape", async () => {
  const app = await open();
  await app.paste(GOOD);
  await pointAt(app, "change_text_case_upper");
  const docs = app.page.getByText("Transform: converts the text to upper case.");
  await docs.waitFor();
  // The pointer can enter it.
  const { x, y } = await docs.boundingBox();
  await app.page.mouse.move(x + 5, y + 5, { steps: 5 });
  assert.ok(await docs.isVisible());
  await app.page.keyboard.press("Escape");
  await docs.waitFor({ state: "detached" });
  await app.close();
});

test("F2 shows and announces the explanation of a word", async () => {
  const app = await open();
  await app.paste(GOOD);
  await listen(app);
  await app.goTo("depends_on");
  await app.page.keyboard.press("F2");
  const docs = app.page.getByText("The ids of the processors that must end before it starts");
  await docs.first().waitFor();
  await app.until(() => heard(app), (texts) => texts.some((text) => text.startsWith("depends_on. The ids")), "it is read out");
  await app.page.keyboard.press("Escape");
  await app.until(() => app.page.getByText("The ids of the processors that must end").filter({ visible: true }).count(), 0);
  await app.goTo("[first]");
  await app.page.keyboard.press("ArrowRight");
  await app.page.keyboard.press("F2");
  await app.page.getByText("In line 3.").first().waitFor();
  // It closes when the cursor moves.
  await app.page.keyboard.press("ArrowDown");
  await app.until(() => app.page.getByText("In line 3.").filter({ visible: true }).count(), 0);
  await app.close();
});

test("a problem is fixed where it is listed, and undone in one step", async () => {
  const app = await open();
  await app.paste(GOOD.replace("[first]", "[frist]"));
  await (await app.write("Problems")).getByRole("button", { name: /^Fix: / }).first().click();
  await app.until(() => app.problems(), []);
  assert.equal((await app.text()).trim(), GOOD.trim());
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.problems(), (list) => list.length > 0, "the problem is there again");
  assert.match(await app.text(), /\[frist\]/);
  await app.close();
});

test("a problem is fixed under the pointer", async () => {
  const app = await open();
  await app.paste(GOOD.replace("[first]", "[frist]"));
  await app.until(() => app.problems(), (list) => list.length > 0, "there is a problem");
  await pointAt(app, "frist");
  await app.page.getByRole("button", { name: /^Action: Change to `first`/ }).click();
  await app.until(() => app.problems(), []);
  assert.equal((await app.text()).trim(), GOOD.trim());
  await app.close();
});

test("problems are visited and fixed by keyboard", async () => {
  const app = await open();
  const { keyboard } = app.page;
  await app.paste(MISSPELT);
  await app.until(() => app.problems(), (list) => list.length === 2, "there are two problems");
  await listen(app);
  await keyboard.press("ControlOrMeta+Home");
  await keyboard.press("F8");
  await app.until(() => heard(app), (texts) => /^Line 1, error: .*`reactiv`/.test(texts.at(-1) ?? ""), "the first problem");
  await keyboard.press("F8");
  await app.until(() => heard(app), (texts) => /^Line 9, error: .*`frist`/.test(texts.at(-1) ?? ""), "the second problem");
  await keyboard.press("Shift+F8");
  await app.until(() => heard(app), (texts) => /^Line 1, /.test(texts.at(-1) ?? ""), "the first problem again");

  // The menu can be closed.
  const menu = app.page.getByRole("menu", { name: "Fixes" });
  await keyboard.press("Control+.");
  await app.until(() => menu.getByRole("menuitem").first().evaluate((item) => item === document.activeElement), true);
  await keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  await app.until(() => app.workflow.evaluate((box) => box === document.activeElement), true);

  await keyboard.press("Control+.");
  await menu.waitFor();
  await keyboard.press("Enter");
  await app.until(() => app.problems(), (list) => list.length === 1, "one problem is left");
  await keyboard.press("F8");
  await keyboard.press("Alt+Enter");
  await menu.waitFor();
  await keyboard.press("Enter");
  await app.until(() => app.problems(), []);
  assert.equal((await app.text()).trim(), GOOD.trim());
  // Each was a separate step.
  await keyboard.press("ControlOrMeta+z");
  await app.until(() => app.problems(), (list) => list.length === 1, "the last fix is undone");
  await keyboard.press("ControlOrMeta+z");
  await app.until(() => app.problems(), (list) => list.length === 2, "both are undone");
  await app.close();
});

test("the text shows the selected processor, and selects it", async () => {
  const app = await open();
  await app.paste(GOOD);
  await app.until(() => app.ids(), ["first", "second"]);
  await app.processor("second").click();
  const lines = GOOD.split("\n");
  await app.until(() => app.marked(), lines.slice(5, 9));
  // Lines written inside it belong to it.
  await app.goTo("processor: reverse_text");
  await app.page.keyboard.insertText("timeout_ms: 5\n    ");
  await app.until(() => app.marked(), (marked) => marked.length === 5 && marked[2].includes("timeout_ms"), "five lines are marked");
  await app.goTo("change_text_case_upper");
  await app.page.keyboard.press("Shift+F2");
  await app.until(() => app.processor("first").getAttribute("aria-pressed"), "true");
  await app.until(() => app.marked(), lines.slice(2, 5));
  await app.until(() => app.announced(), (text) => text.includes("first is selected in the graph"), "it is said");
  await app.close();
});

test("processors are folded, one or all of them", async () => {
  const app = await open();
  await app.paste(GOOD);
  const hidden = () => app.workflow.getByLabel("folded code").count();
  await app.goTo("reverse_text");
  await app.page.keyboard.press("Control+Shift+[");
  await app.until(hidden, 1);
  await app.page.keyboard.press("Control+Alt+[");
  await app.until(hidden, 2);
  await app.page.keyboard.press("Control+Alt+]");
  await app.until(hidden, 0);
  await app.close();
});

test("on a narrow screen the explanation of a completion covers no other", async () => {
  const app = await open({ viewport: { width: 390, height: 844 } });
  await app.paste(GOOD);
  await app.workflow.focus();
  await app.page.keyboard.press("ControlOrMeta+End");
  await app.page.keyboard.type("    ");
  await app.page.keyboard.press("Control+Space");
  const [list, said] = [app.page.locator(".cm-tooltip-autocomplete > ul"), app.page.locator(".cm-completionInfo")];
  await app.until(() => said.count(), 1, "the docs are there");
  const boxes = async () => [await list.boundingBox(), await said.boundingBox()];
  await app.until(boxes, ([list, said]) => said.y >= list.y + list.height - 1 || said.y + said.height <= list.y + 1, "they lie apart");
  await app.close();
});

test("a text that is hidden for a while keeps its scroll position and undo history", async () => {
  const app = await open({ viewport: { width: 390, height: 844 } });
  await app.pickExample("fan-out");
  await app.until(() => app.workflow.textContent(), (text) => text.includes("A wide fan-out"), "the example is there");
  await app.workflow.focus();
  await app.page.keyboard.press("ControlOrMeta+End");
  await app.page.keyboard.type("# the end");
  const scrolled = () => app.workflow.evaluate((box) => Math.round(box.parentElement.scrollTop));
  const before = await app.until(scrolled, (top) => top > 100, "it is scrolled");
  await app.look("Graph");
  await app.until(() => app.workflow.isVisible(), false);
  await app.look("Edit");
  await app.until(scrolled, before);
  await app.workflow.focus();
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.text(), (text) => !text.includes("# the end"), "what was typed before is undone");
  await app.close();
});

test("the cursor stays visible when the editor becomes smaller", async () => {
  const app = await open();
  await app.pickExample("fan-out");
  await app.until(() => app.ids(), (ids) => ids.length === 22, "the example is there");
  await app.workflow.focus();
  await app.page.keyboard.press("ControlOrMeta+End");
  const height = await app.workflow.evaluate((box) => box.parentElement.clientHeight);
  await app.page.keyboard.type("  - { id: last, type: wasm, module: absent.wat } # here");
  await app.page.getByText("The workflow names absent.wat, which is missing.").waitFor();
  await app.until(() => app.workflow.evaluate((box) => box.parentElement.clientHeight), (now) => now < height, "the editor is smaller");
  const isInSight = () =>
    app.workflow.evaluate((box) => {
      const line = [...box.querySelectorAll(".cm-line")].find((line) => line.textContent.endsWith("# here"));
      return line !== undefined && line.getBoundingClientRect().bottom <= box.parentElement.getBoundingClientRect().bottom + 1;
    });
  await app.until(isInSight, true);
  await app.close();
});

for (const [processors, within] of [[200, 50], [1_000, 150]]) {
  test(`problems appear while typing, with ${processors} processors`, async (t) => {
    const app = await open();
    const items = Array.from({ length: processors }, (_, i) => {
      const above = i === 0 ? "" : `, depends_on: [p${Math.floor((i - 1) / 2)}]`;
      return `  - { id: p${i}, type: local, processor: reverse_text${above} }\n`;
    });
    await app.paste(`strategy: level\nprocessors:\n${items.join("")}`);
    await app.checked.getByText("No problems").waitFor();
    const graph = app.region("Graph").getByRole("group").first();
    await app.until(() => graph.getAttribute("aria-label"), (label) => label?.replace(/\D/g, "").includes(String(processors)), "the graph is drawn");
    await app.page.keyboard.press("ControlOrMeta+Home");
    await app.page.keyboard.insertText("\n");
    await app.page.keyboard.press("ArrowUp");
    // From a key to the underline, by the page's own clock.
    const times = [];
    for (let i = 0; i < 15; i += 1) {
      await app.page.evaluate(() => {
        const content = document.querySelector(".cm-content");
        const has = () => content.querySelector(".cm-lintRange-warning, .cm-lintPoint-warning") !== null;
        window.took = new Promise((done) => {
          let start;
          content.addEventListener("beforeinput", () => (start = performance.now()), { once: true, capture: true });
          new MutationObserver((_, observer) => {
            if (!has()) return;
            observer.disconnect();
            done(performance.now() - start);
          }).observe(content, { subtree: true, childList: true, attributes: true });
        });
      });
      await app.page.keyboard.insertText("colour: red");
      times.push(await app.page.evaluate(() => window.took));
      await app.page.keyboard.press("ControlOrMeta+Backspace");
      await app.page.keyboard.press("Shift+Home");
      await app.page.keyboard.press("Delete");
      await app.checked.getByText("No problems").waitFor();
    }
    times.sort((a, b) => a - b);
    t.diagnostic(`${times[7].toFixed()} ms in the middle, ${times[14].toFixed()} ms at most; ${within} ms are what one hardly notices`);
    await app.close();
  });
}
