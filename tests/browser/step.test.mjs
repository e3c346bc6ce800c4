// Stepping through a run: graph, inspector, events and slider show the same step.

import assert from "node:assert/strict";
import { test } from "node:test";
import { examples, fold, run } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

async function ran(name = "hello") {
  const app = await open();
  const { workflow, input } = (await examples()).find((example) => example.name === name);
  const report = await run(workflow, input);
  const ids = report.processors.map(({ id }) => id);
  if (name !== "hello") await app.openExample(name, { ids, input });
  await app.until(() => app.ids(), [...ids].sort());
  assert.equal(await app.run(), report.status);
  return { app, report, len: report.events.length };
}

test("every step shows each processor's input and output up to it", async () => {
  const { app, report, len } = await ran();
  const [id] = report.processors.map((processor) => processor.id).slice(-1);
  await app.processor(id).click();
  await app.button("First step").click();
  for (let step = 0; step <= len; step += 1) {
    const { states, payloads } = fold(report, step);
    await app.until(() => app.place(), { step, of: len });
    await app.until(() => app.states(), states, `states at ${step}`);
    const { received, produced } = payloads.get(id);
    await app.until(() => app.inspected(), { received, produced }, `${id} at ${step}`);
    if (step < len) await app.button("Next step").click();
  }
  await app.close();
});

test("a processor's own steps: its input appears before its output", async () => {
  const { app, report, len } = await ran();
  await app.processor("headline").click();
  for (const { id } of report.processors) {
    await app.processor(id).click();
    const mine = report.events.filter((event) => event.processor === id);
    for (const { seq } of mine) {
      await app.step.fill(String(seq + 1));
      const { received, produced } = fold(report, seq + 1).payloads.get(id);
      await app.until(() => app.inspected(), { received, produced }, `${id} at ${seq + 1}`);
    }
  }
  await app.button("Last step").click();
  await app.until(() => app.place(), { step: len, of: len });
  await app.close();
});

test("stepping backwards reverses stepping forwards", async () => {
  const { app, report, len } = await ran("retries");
  for (let step = len; step > len - 12; step -= 1) {
    await app.until(() => app.states(), fold(report, step).states, `states at ${step}`);
    await app.button("Previous step").click();
  }
  await app.button("First step").click();
  await app.until(() => app.place(), { step: 0, of: len });
  // At the ends the buttons are marked as disabled, and pressing them has no effect.
  await app.button("Previous step").click({ force: true });
  assert.deepEqual(await app.place(), { step: 0, of: len });
  await app.button("Last step").click();
  await app.button("Next step").click({ force: true });
  assert.deepEqual(await app.place(), { step: len, of: len });
  assert.deepEqual(await app.states(), fold(report, len).states);
  await app.close();
});

test("the slider goes anywhere, and each step is announced as a sentence", async () => {
  const { app, report, len } = await ran();
  const middle = Math.floor(len / 2);
  await app.step.fill(String(middle));
  await app.until(() => app.states(), fold(report, middle).states);
  await app.step.press("ArrowRight");
  await app.until(() => app.place(), { step: middle + 1, of: len });
  await app.step.press("Home");
  await app.until(() => app.place(), { step: 0, of: len });
  await app.button("Next step").click();
  await app.until(() => app.announced(), (text) => /^The run starts with .*\.$/.test(text), "a sentence");
  await app.close();
});

test("an event in the list is a step", async () => {
  const { app, report, len } = await ran();
  const completed = report.events.find((event) => event.event === "Completed");
  // The list draws the rows near the step.
  await app.step.fill("2");
  await app.events.filter({ hasText: `${completed.processor} completes` }).first().click();
  await app.until(() => app.place(), { step: completed.seq + 1, of: len });
  assert.equal(await app.events.and(app.page.getByRole("option", { selected: true })).count(), 1);
  await app.close();
});

test("it plays to the end, and pauses", async () => {
  const { app, len } = await ran();
  const speed = app.page.getByRole("combobox", { name: "Steps per second" });
  const slowest = await speed.getByRole("option").first().getAttribute("value");
  const fastest = await speed.getByRole("option").last().getAttribute("value");
  await speed.selectOption(slowest);
  await app.button("First step").click();
  await app.button("Play").click();
  await app.button("Pause").click();
  const { step } = await app.place();
  assert.ok(step < len, "it was paused on the way");
  await app.button("Play").waitFor();
  await speed.selectOption(fastest);
  await app.button("Play").click();
  await app.until(() => app.place(), { step: len, of: len });
  await app.button("Play").waitFor();
  await app.close();
});

test("controls that cannot act say why", async () => {
  const app = await open();
  // The part that steps comes together with this one.
  await app.accepts(app.page.locator("main"));
  const says = async (name, why) => {
    const button = app.button(name);
    assert.equal(await button.getAttribute("aria-disabled"), "true", name);
    assert.equal(await button.getAttribute("title"), why, name);
    // It is not disabled for the browser, so that it can have the focus.
    await button.dispatchEvent("click");
  };
  await says("Next step", "Run the workflow first.");
  await app.notice("Run the workflow first.").waitFor();
  await says("Stop", "Nothing is running.");
  await app.notice("Nothing is running.").waitFor();
  await app.run();
  await says("Next step", "This is the last step.");
  await app.button("First step").click();
  await says("Previous step", "This is the first step.");
  await app.close();
});
