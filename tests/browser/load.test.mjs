// The page opens: the first example is there, without errors and without requests to elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { examples } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

test("the first example is there, with every control", async () => {
  const app = await open();
  const [first, ...rest] = await examples();
  assert.equal(await app.page.title(), "DAGwood Playground");
  assert.equal((await app.text()).trim(), first.workflow.trim());
  assert.equal(await app.input.inputValue(), first.input);
  await app.button("Examples").click();
  await app.until(() => app.listedExamples(), [first, ...rest].map(({ title }) => title), "every example is listed");
  await app.page.keyboard.press("Escape");
  const ids = [...first.workflow.matchAll(/- id: (\S+)/g)].map(([, id]) => `${id}, waiting`);
  await app.until(() => app.states(), ids.sort());
  for (const name of ["Run", "Stop", "Share", "First step", "Previous step", "Play", "Next step", "Last step"]) {
    assert.equal(await app.button(name).count(), 1, name);
  }
  for (const control of [app.how, app.step]) assert.equal(await control.count(), 1);
  for (const name of ["Graph", "Timeline", "Inspector", "Output"]) {
    assert.equal(await app.region(name).count(), 1, name);
  }
  assert.equal(await app.region("Events").count(), 0, "there is no run yet");
  assert.equal(await app.strategy.inputValue(), "reactive");
  assert.equal(await app.failureStrategy.inputValue(), "fail_fast");
  assert.equal(await app.workers.inputValue(), "2");
  assert.deepEqual(await app.problems(), []);
  await app.close();
});

test("it needs no storage", async () => {
  const app = await open({ ready: false });
  await app.page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await app.page.reload();
  await app.ready();
  assert.equal(await app.run(), "succeeded");
  await app.close();
});
