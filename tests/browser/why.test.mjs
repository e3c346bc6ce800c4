// Explanations of states, and the overview of the run at a step.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

/** One worker is busy with `first` while three others wait. */
const QUEUE = `strategy: work_queue
executor_options: { max_concurrency: 1 }
processors:
  - { id: first, type: local, processor: reverse_text, simulate: { duration_ms: 9 } }
  - { id: count, type: local, processor: token_counter }
  - { id: turn, type: local, processor: reverse_text }
  - { id: last, type: local, processor: reverse_text, depends_on: [turn] }
`;

async function ran(workflow, ids) {
  const app = await open();
  await app.paste(workflow);
  await app.until(() => app.ids(), [...ids].sort());
  assert.equal(await app.run(), "succeeded");
  return { app, report: await run(workflow, await app.input.inputValue()) };
}

test("the inspector says why a processor waits, and goes to the steps at which that begins and ends", async () => {
  const { app, report } = await ran(QUEUE, ["first", "count", "turn", "last"]);
  const at = (id, event) => report.events.find((e) => e.processor === id && e.event === event).seq + 1;
  await app.processor("count").click();
  await app.step.fill(String(at("first", "Started")));
  await app.until(() => app.why(), "count is ready, but no worker is free, and turn will start before it.");
  await app.turn("Since").click();
  await app.until(async () => (await app.place()).step, at("count", "Ready"));
  await app.step.fill(String(at("first", "Started")));
  await app.turn("Released by").click();
  // The processor that has the worker before it: turn or its successor.
  await app.until(async () => (await app.place()).step, (step) => step > at("first", "Completed") && step < at("count", "Started"), "the worker is free");
  // The focus stays on the button while it is pressed repeatedly.
  const next = app.turn("Next");
  await next.focus();
  await next.press("Enter");
  await app.until(async () => (await app.place()).step, at("count", "Started"));
  await app.until(() => app.why(), (why) => why.startsWith("count was picked"), "it is said what picked it");
  await next.press("Enter");
  await app.until(async () => (await app.place()).step, at("count", "Completed"));
  await app.until(() => next.getAttribute("aria-disabled"), "true");
  await app.close();
});

test("without a selection the inspector shows the ready queue in order, with reasons", async () => {
  const { app, report } = await ran(QUEUE, ["first", "count", "turn", "last"]);
  const started = report.events.find((e) => e.event === "Started").seq + 1;
  await app.step.fill(String(started));
  await app.until(() => app.listed("Ready queue"), ["turn before count: of equal rank, a transform comes first", "count"]);
  await app.until(() => app.listed("Executing"), ["Worker 0: first"]);
  const changes = app.region("Inspector").getByRole("list", { name: "Changed at this instant" });
  await changes.getByRole("button", { name: `Step ${started - 1}` }).click();
  await app.until(async () => (await app.place()).step, started - 1);
  await app.close();
});

test("the inspector shows the analysis of a hybrid run", async () => {
  const { app } = await ran(QUEUE.replace("work_queue", "hybrid"), ["first", "count", "turn", "last"]);
  const analysis = app.region("Inspector").getByRole("group", { name: "Analysis" });
  const rows = await analysis.getByRole("row").allTextContents();
  assert.ok(rows.length >= 2 && rows.slice(1).every((row) => row.includes("✓")), rows.join("\n"));
  assert.match(await analysis.textContent(), /Hybrid runs .* with .*: .*\./);
  await app.close();
});
