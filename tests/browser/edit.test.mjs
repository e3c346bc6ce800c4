// Writing a workflow: problems come and go with the text, and the last good graph stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./engine.mjs";
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

test("typing shows problems and clears them", async () => {
  const app = await open();
  const before = await app.text();
  await app.workflow.click();
  await app.page.keyboard.press("ControlOrMeta+End");
  await app.page.keyboard.type("colour: red");
  await app.until(() => app.problems(), (list) => list.length === 1 && /^warning .*`colour`.*unknown-key/.test(list[0]), "a warning");
  for (let i = 0; i < "colour: red".length; i += 1) await app.page.keyboard.press("Backspace");
  await app.until(() => app.problems(), []);
  assert.equal((await app.text()).trim(), before.trim());
  await app.close();
});

test("a processor that is typed appears in the graph", async () => {
  const app = await open();
  await app.paste(GOOD);
  await app.until(() => app.states(), ["first, waiting", "second, waiting"]);
  await app.page.keyboard.press("ControlOrMeta+End");
  await app.page.keyboard.insertText("  - { id: third, type: local, processor: token_counter, depends_on: [second] }\n");
  await app.until(() => app.ids(), ["first", "second", "third"]);
  await app.fillInput("héllo 🦀");
  assert.equal(await app.run(), "succeeded");
  const { output, trace_hash } = await run(GOOD + "  - { id: third, type: local, processor: token_counter, depends_on: [second] }\n", "héllo 🦀");
  assert.deepEqual(await app.outcome(), { output, trace_hash });
  await app.close();
});

test("an invalid text keeps the last valid graph, and shows where the error is", async () => {
  const app = await open();
  await app.paste(GOOD);
  await app.until(() => app.ids(), ["first", "second"]);
  for (const [broken, problem] of [
    [GOOD + "  - [", /^error .*yaml-syntax/],
    [GOOD.replace("[first]", "[frist]"), /^error .*`first`.*unknown-dependency at 9:18$/],
    [GOOD.replace("id: first", "id: f\u00efrst").replace("[first]", "[fi\u0308rst]"), /^error .*look the same.*unknown-dependency at 9:18$/],
    [GOOD.replace("[first]", "[second]"), /^error .*second -> second.*cycle at 9:18$/],
    [GOOD.replace("reactive", "reactiv"), /^error .*`reactive`.*unknown-value at 1:11$/],
    ["", /^error .*empty-workflow at 1:1$/],
  ]) {
    await app.paste(broken);
    await app.until(() => app.problems(), (list) => list.length > 0 && list.some((text) => problem.test(text)), String(problem));
    assert.deepEqual(await app.ids(), ["first", "second"]);
    // Run says why it cannot run, and removes nothing.
    await app.button("Run").click();
    await app.until(() => app.announced(), (text) => text.startsWith("Not run"), "it is not run");
    assert.deepEqual(await app.ids(), ["first", "second"]);
    await app.paste(GOOD);
    await app.until(() => app.problems(), []);
  }
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

test("a problem goes to its position", async () => {
  const app = await open();
  await app.paste(GOOD.replace("[first]", "[frist]"));
  await (await app.write("Problems")).getByRole("button").first().click();
  await app.until(() => app.page.evaluate(() => getSelection()?.toString()), "frist");
  await app.page.keyboard.type("first");
  await app.until(() => app.problems(), []);
  await app.close();
});

test("one undo restores the text that an example replaced", async () => {
  const app = await open();
  await app.paste(GOOD);
  await app.until(() => app.ids(), ["first", "second"]);
  await app.pickExample("chain");
  await app.until(() => app.ids(), (ids) => ids.length === 8, "the example is there");
  await app.workflow.click();
  await app.page.keyboard.press("ControlOrMeta+z");
  await app.until(() => app.ids(), ["first", "second"]);
  assert.equal((await app.text()).trim(), GOOD.trim());
  await app.close();
});

test("a reload keeps everything", async () => {
  const app = await open();
  await app.paste(GOOD);
  await app.until(() => app.ids(), ["first", "second"]);
  await app.fillInput("two\nlines");
  await app.strategy.selectOption("level");
  await app.failureStrategy.selectOption("best_effort");
  await app.workers.fill("7");
  await app.page.reload();
  await app.ready();
  assert.equal((await app.text()).trim(), GOOD.trim());
  assert.equal(await app.input.inputValue(), "two\nlines");
  await app.until(
    async () => [await app.strategy.inputValue(), await app.failureStrategy.inputValue(), await app.workers.inputValue()],
    ["level", "best_effort", "7"],
  );
  await app.close();
});
