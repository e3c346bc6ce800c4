// The main journeys in another engine, because the page may only rely on common features.

import assert from "node:assert/strict";
import { test } from "node:test";
import { firefox } from "../browsers.mjs";
import { examples, fold, run } from "../engine.mjs";
import { site } from "../playground.mjs";

const { open } = site(firefox);

const GOOD = `strategy: reactive
processors:
  - id: first
    type: local
    processor: change_text_case_upper
`;

/** Opens an example, and returns the command line's report of it. */
async function opened(app, name) {
  const { workflow, input } = (await examples()).find((example) => example.name === name);
  const report = await run(workflow, input);
  await app.openExample(name, { ids: report.processors.map(({ id }) => id), input });
  return report;
}

test("the page opens, and a run equals that of the command line", async () => {
  const app = await open();
  const report = await opened(app, "diamond");
  assert.equal(await app.run(), report.status);
  const { output, trace_hash } = await app.outcome();
  assert.deepEqual({ output, trace_hash }, { output: report.output, trace_hash: report.trace_hash });
  await app.close();
});

test("steps go forwards and backwards", async () => {
  const app = await open();
  const report = await opened(app, "hello");
  await app.run();
  const of = report.events.length;
  await app.button("First step").click();
  const at = async (step) => {
    await app.until(() => app.place(), { step, of });
    await app.until(() => app.states(), fold(report, step).states, `states at ${step}`);
  };
  for (let step = 0; step < of; step += 1) {
    await at(step);
    await app.button("Next step").click();
  }
  for (let step = of; step > 0; step -= 1) {
    await at(step);
    await app.button("Previous step").click();
  }
  await at(0);
  await app.close();
});

test("a link opens at its step", async () => {
  const app = await open();
  const { trace_hash } = await opened(app, "diamond");
  await app.run();
  await app.step.fill("4");
  const place = await app.until(() => app.place(), ({ step }) => step === 4, "the step");
  const states = await app.states();
  const link = await app.share();
  await app.close();

  const other = await open({ link });
  await other.until(() => other.ids(), (ids) => ids.length === states.length, "the workflow is drawn");
  if (await other.step.isDisabled()) await other.button("Run").click();
  await other.until(() => other.place(), place);
  await other.until(() => other.states(), states);
  assert.equal((await other.outcome()).trace_hash, trace_hash);
  await other.close();
});

test("modules run", async () => {
  const app = await open();
  const report = await opened(app, "modules");
  assert.equal(await app.run(), report.status);
  assert.equal((await app.outcome()).trace_hash, report.trace_hash);
  await app.close();
});

test("problems come and go with the text", async () => {
  const app = await open();
  await app.paste(GOOD);
  await app.until(() => app.ids(), ["first"]);
  await app.page.keyboard.press("ControlOrMeta+End");
  await app.page.keyboard.type("colour: red");
  await app.until(() => app.problems(), (list) => list.length === 1 && /unknown-key/.test(list[0]), "a problem");
  for (let i = 0; i < "colour: red".length; i += 1) await app.page.keyboard.press("Backspace");
  await app.until(() => app.problems(), []);
  await app.close();
});

test("a reload keeps the text", async () => {
  const app = await open();
  await app.paste(GOOD);
  await app.until(() => app.ids(), ["first"]);
  await app.fillInput("two\nlines");
  await app.page.reload();
  await app.ready();
  assert.equal((await app.text()).trim(), GOOD.trim());
  assert.equal(await app.input.inputValue(), "two\nlines");
  await app.until(() => app.ids(), ["first"]);
  await app.close();
});

test("every part of the page and of the engine opens", async () => {
  const app = await open();
  assert.equal(await app.run(), "succeeded");
  await app.region("Timeline").getByRole("button", { name: "Fit the timeline" }).waitFor();
  await app.processor("headline").click();
  await app.region("Inspector").getByText("Received").first().waitFor();
  await (await app.tab("Table")).getByRole("table").waitFor();
  await app.openSettings();
  await app.presentation.waitFor();
  await app.page.keyboard.press("Escape");
  await (await app.tab("Compare")).getByRole("button", { name: "Compare", exact: true }).waitFor();
  await app.tab("Graph");
  await app.explore();
  await app.orders.getByText(/orders/).first().waitFor();
  await app.paste("stratgey: level\nprocessors: []\n");
  await (await app.write("Problems")).getByRole("button", { name: /Change to/ }).first().waitFor();
  await app.openModules();
  await app.writePanel("Modules").getByLabel("Add modules").waitFor();
  await app.close();
});
