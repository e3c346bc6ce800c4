// Writing with completions.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

const WRITTEN = `strategy: reactive
processors:
  - id: shout
    type: local
    processor: change_text_case_upper
  - id: stamp
    type: local
    processor: prefix_suffix_adder
    depends_on:
      - shout
    options:
      prefix: "> "
`;

test("a whole workflow is written with completions, by keyboard only", async () => {
  const app = await open();
  const { keyboard } = app.page;
  await app.tabTo(app.workflow);
  await keyboard.press("ControlOrMeta+a");
  await keyboard.press("Delete");
  await keyboard.type("str");
  await app.take("strategy");
  await app.take("reactive");
  await keyboard.press("Enter");
  await keyboard.type("proc");
  await app.take("processors");
  await app.take("new processor");
  await keyboard.type("shout");
  await keyboard.press("Tab");
  await keyboard.type("upper");
  await app.take("change_text_case_upper");
  await keyboard.press("Tab");
  await keyboard.press("ControlOrMeta+Space");
  await app.take("new processor");
  await keyboard.type("stamp");
  await keyboard.press("Tab");
  await keyboard.type("pre");
  await app.take("prefix_suffix_adder");
  await keyboard.press("Tab");
  await keyboard.type("dep");
  await app.take("depends_on");
  assert.deepEqual(await app.until(() => app.offers(), (offers) => offers.length > 0), ["shout"]);
  await app.take("shout");
  await keyboard.press("Enter");
  await keyboard.press("Backspace");
  await keyboard.type("opt");
  await app.take("options");
  await app.take("prefix");
  await keyboard.type('"> "');
  await app.until(() => app.problems(), []);
  await app.until(() => app.ids(), ["shout", "stamp"]);
  assert.equal((await app.text()).trim(), WRITTEN.trim());
  await keyboard.press("Escape");
  await app.tabTo(app.page.getByRole("tab", { name: "Workflow" }), "Shift+Tab");
  await keyboard.press("ArrowRight");
  await app.tabTo(app.input);
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("hello");
  assert.equal(await app.run(() => keyboard.press("Control+Enter")), "succeeded");
  const { output, trace_hash } = await run(WRITTEN, "hello");
  assert.equal(output, "> HELLO]");
  assert.deepEqual(await app.outcome(), { output, trace_hash });
  await app.close();
});

test("a new line shows completions only on request", async () => {
  const app = await open();
  const { keyboard } = app.page;
  await app.paste("strategy: level\n");
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  await keyboard.type("# comments are left alone");
  await keyboard.press("Enter");
  assert.deepEqual(await app.offers(), []);
  await keyboard.press("Control+Space");
  await app.until(() => app.offers(), (offers) => offers[0] === "processors required", "what is missing comes first");
  await keyboard.press("Escape");
  await app.until(() => app.offers(), []);
  await app.close();
});

test("modules are completed by name", async () => {
  const app = await open();
  await app.paste("strategy: level\nprocessors:\n  - id: a\n    type: wasm\n    module: r");
  await app.page.keyboard.press("Control+Space");
  await app.take("rle.wasm");
  await app.until(() => app.ids(), ["a"]);
  await app.close();
});
