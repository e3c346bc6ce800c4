// No task of the page's thread takes longer than a user notices: while the page loads, while a user types, and while a workflow
// runs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "./browsers.mjs";
import { serve } from "./server.mjs";
import { LONGEST, slowness, tasksDuring } from "./tasks.mjs";

let server;
before(async () => {
  server = await serve(process.env.DAGWOOD_DIST);
});
after(() => server?.close());

/** Processors in layers of ten. */
function layered(processors) {
  const lines = ["strategy: reactive", "processors:"];
  for (let i = 0; i < processors; i += 1) {
    const above = i < 10 ? "" : `, depends_on: [p${i - 10}, p${i - (i % 7) - 1}]`;
    lines.push(`  - { id: p${i}, type: local, processor: reverse_text${above} }`);
  }
  return `${lines.join("\n")}\n`;
}

/** Everything that a page does at its leisure after a visit has begun or something was done. */
const rest = (page) => page.evaluate(async () => {
  for (let quiet = 0; quiet < 30; quiet += 1) await new Promise((idle) => requestIdleCallback(idle));
});

for (const processors of [5, 200, 1000]) {
  test(`no task is long with ${processors} processors`, async (t) => {
    const browser = await chromium.launch();
    t.after(() => browser.close());
    const page = await browser.newPage();
    await page.addInitScript((text) => localStorage.setItem("dagwood-playground/workflow", text), layered(processors));
    const loading = await tasksDuring(page, async () => {
      await page.goto(server.url);
      await page.locator('html[data-ready="true"]').waitFor({ state: "attached" });
      await page.locator("body > main .graph .frame .node").first().waitFor({ state: "attached" });
      await rest(page);
    });
    const editing = await tasksDuring(page, async () => {
      await page.getByRole("textbox", { name: "Workflow", exact: true }).click();
      await page.keyboard.press("Control+End");
      for (const key of "# a comment") {
        await page.keyboard.press(key);
        await rest(page);
      }
    });
    await page.keyboard.press("Control+z");
    const running = await tasksDuring(page, async () => {
      await page.getByRole("button", { name: "Run", exact: true }).click();
      await page.locator(".timeline .sheet").waitFor({ state: "attached" });
      await rest(page);
      for (const name of ["First step", "Next step", "Last step"]) await page.getByRole("button", { name, exact: true }).click();
      await rest(page);
    });
    const slow = await slowness(page);
    const phases = Object.entries({ loading, editing, running });
    t.diagnostic(
      `${phases.map(([phase, [longest]]) => `${phase} ${longest.toFixed()} ms`).join(", ")}, on a machine ${slow.toFixed(2)} times as slow as the idle one`,
    );
    for (const [phase, tasks] of phases) {
      assert.ok(tasks.length > 20, `${phase} is traced`);
      const late = tasks.filter((took) => took > LONGEST * slow);
      assert.deepEqual(late, [], `tasks of over ${LONGEST} ms while ${phase}`);
    }
  });
}
