// The focus. What can be done with it is in journeys/.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

test("the focus is always visible", async () => {
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
