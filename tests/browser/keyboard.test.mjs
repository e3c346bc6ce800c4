// The whole journey without a pointer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

test("choose, write, run, walk, inspect and share by the keyboard alone", async () => {
  const app = await open();
  const press = (key) => app.page.keyboard.press(key);
  const focused = (control) => control.evaluate((element) => element === document.activeElement);

  // Another example.
  await app.tabTo(app.example);
  const before = await app.example.inputValue();
  await app.until(() => app.example.getByRole("option").count(), (count) => count > 2, "the examples are listed");
  await press("ArrowDown");
  await app.until(() => app.example.inputValue(), (value) => value !== before, "another example");
  await app.tabTo(app.strategy);
  await press("Home");
  await app.until(() => app.strategy.inputValue(), "work_queue");

  // The editor lets one in, and out again.
  await app.tabTo(app.workflow);
  await press("ControlOrMeta+a");
  await app.page.keyboard.insertText(
    "strategy: reactive\nprocessors:\n  - { id: one, type: local, processor: change_text_case_upper }\n" +
      "  - { id: two, type: local, processor: reverse_text, depends_on: [one] }\n",
  );
  await app.until(() => app.ids(), ["one", "two"]);
  await press("Tab");
  assert.ok(await focused(app.workflow), "Tab is for the text");
  await press("ControlOrMeta+z");
  await press("Escape");
  await app.tabTo(app.input);
  await press("ControlOrMeta+a");
  await app.page.keyboard.type("keys");

  // Run, from where one is.
  assert.equal(await app.run(() => press("Control+Enter")), "succeeded");
  assert.equal((await app.outcome()).output, "SYEK");
  const { of } = await app.place();

  // By the button too.
  await app.tabTo(app.button("Run"), "Shift+Tab");
  assert.equal(await app.run(() => press("Enter")), "succeeded");
  assert.ok(await focused(app.button("Run")), "the focus stays where it was");

  // Along the graph.
  const graph = app.region("Graph");
  await app.tabTo(graph.getByRole("button", { name: "one, completed" }));
  await press("Enter");
  await app.until(() => app.inspected(), { received: "keys", produced: "KEYS" });
  for (const key of ["ArrowDown", "ArrowRight"]) {
    if (!(await focused(app.processor("two")))) await press(key);
  }
  await app.until(() => focused(app.processor("two")), true, "an arrow key leads along the edge");
  await app.until(() => app.inspected(), { received: "KEYS", produced: "SYEK" });

  // Through the run.
  await app.tabTo(app.button("First step"));
  await press("Enter");
  await app.until(() => app.place(), { step: 0, of });
  await app.tabTo(app.button("Next step"));
  await press("Space");
  await app.until(() => app.place(), { step: 1, of });
  await app.tabTo(app.step);
  await press("End");
  await app.until(() => app.place(), { step: of, of });

  await app.tabTo(app.button("Share"), "Shift+Tab");
  await press("Enter");
  await app.until(() => app.page.url(), (address) => address.includes("#code/"), "the link is in the address");
  await app.close();
});

test("the focus is always to be seen", async () => {
  const app = await open({ reducedMotion: "reduce" });
  await app.run();
  const seen = new Set();
  for (let i = 0; i < 60; i += 1) {
    await app.page.keyboard.press("Tab");
    const focused = await app.page.evaluateHandle(() => document.activeElement);
    const name = await focused.evaluate((element) => {
      if (element === document.body) return null;
      element.scrollIntoView({ block: "nearest" });
      return `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent.slice(0, 40)}`;
    });
    // After the last control comes the browser's own bar, and then the first again.
    if (name === null || seen.has(name)) continue;
    seen.add(name);
    const withFocus = await app.page.screenshot();
    await focused.evaluate((element) => element.blur());
    const without = await app.page.screenshot();
    assert.ok(!withFocus.equals(without), `${name} has the focus, and it is not to be seen`);
    await focused.evaluate((element) => element.focus());
  }
  assert.ok(seen.size > 15, [...seen].join(", "));
  await app.close();
});
