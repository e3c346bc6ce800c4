// Comparing runs, going another way from a step, and exploring the orders of completion.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

const BARRIER = `strategy: level
executor_options: { max_concurrency: 2 }
processors:
  - { id: slow, type: local, processor: reverse_text, simulate: { duration_ms: 30 } }
  - { id: quick, type: local, processor: token_counter, simulate: { duration_ms: 10 } }
  - { id: after, type: local, processor: token_counter, depends_on: [quick], simulate: { duration_ms: 20 } }
`;

async function opened(workflow, input, ids) {
  const app = await open();
  await app.paste(workflow);
  await app.fillInput(input);
  await app.until(() => app.ids(), [...ids].sort());
  return app;
}

test("four strategies side by side: their costs, their first difference, and showing any of them", async () => {
  const app = await opened(BARRIER, "hello", ["slow", "quick", "after"]);
  const compare = await app.tab("Compare");
  await compare.getByRole("button", { name: "Compare", exact: true }).click();
  await compare.getByRole("table").waitFor();
  const table = await app.costs();
  assert.deepEqual(Object.keys(table), ["work_queue", "level", "reactive", "hybrid"]);
  // The page has the figures of the command line.
  for (const [strategy, [makespan]] of Object.entries(table)) {
    const report = await run(BARRIER, "hello", "--strategy", strategy);
    assert.equal(makespan, `${report.makespan_us / 1000} ms`, strategy);
  }
  assert.match(await compare.textContent(), /First difference at start 3: .*level starts after at 30 ms/);
  await compare.getByRole("radio", { name: "by processor" }).check();
  await app.until(() => compare.textContent(), (text) => text.includes("◆ after, level"), "rows are processors");
  // One click makes any of them the run that is shown.
  await compare.getByRole("button", { name: "Show level" }).click();
  await app.until(() => app.outcome(), (outcome) => outcome.trace_hash.length === 64, "the run is shown");
  const report = await run(BARRIER, "hello", "--strategy", "level");
  assert.equal((await app.outcome()).trace_hash, report.trace_hash);
  await app.close();
});

test("a run can be forked at any step, and all runs can be shown again", async () => {
  const app = await opened(BARRIER, "hello", ["slow", "quick", "after"]);
  assert.equal(await app.run(), "succeeded");
  const first = await app.outcome();
  await app.processor("quick").click();
  const panel = await app.tab("What if");
  await panel.getByText(/^Not at this step: the run ends after \d+ events/).waitFor();
  assert.equal(await app.fork("fails").getAttribute("aria-disabled"), "true");
  await app.button("First step").click();
  await app.until(() => app.fork("fails").getAttribute("aria-disabled"), "false", "it can change now");
  for (let step = 0; step < 4; step += 1) await app.button("Next step").click();
  const { step } = await app.place();
  await app.fork("fails").click();
  await app.untilRuns(2);
  assert.equal((await app.place()).step, step, "it stands where the ways part");
  const report = await run(BARRIER, "hello", "--fork", `${step}:fail=quick`);
  assert.equal((await app.outcome()).trace_hash, report.trace_hash);
  await app.until(() => app.announced(), (text) => /Run (failed|partial)/.test(text), "its end is announced");
  // Back, and again.
  await app.runNumber(1).click();
  await app.until(async () => (await app.outcome()).trace_hash, first.trace_hash);
  await app.processor("slow").click();
  await app.forkDuration.fill("5");
  await app.step.fill(String(step));
  await app.fork("takes").click();
  await app.untilRuns(3);
  // What cannot be changed any more says why.
  await app.button("Last step").click();
  await app.until(() => app.fork("fails").getAttribute("aria-disabled"), "true", "it cannot change any more");
  await panel.getByText(/^Not at this step: .* earlier step/).waitFor();
  await app.compareFork(3, 1);
  await app.region("Compare").getByRole("table").waitFor();
  assert.equal(Object.keys(await app.costs()).length, 2);
  await app.close();
});

test("orders of completion: equal following the graph, different with a shared payload, with an example of each output", async () => {
  const workflow = `strategy: level
processors:
  - { id: up, type: local, processor: change_text_case_upper }
  - { id: turn, type: local, processor: reverse_text }
`;
  const app = await opened(workflow, "ab", ["up", "turn"]);
  await app.explore();
  await app.orders.getByRole("table").waitFor();
  const text = await app.orders.textContent();
  assert.match(text, /can complete in 2 orders/);
  assert.match(text, /every order tried \(all\) gives the same output/);
  assert.match(text, /2 possible outputs/);
  await app.orderThatGives("AB").click();
  const next = app.orderStep("next");
  await next.click();
  await next.click();
  await next.click();
  await app.until(() => app.states(), ["turn, completed", "up, executing"]);
  await next.click();
  await app.until(() => app.states(), ["turn, completed", "up, completed"]);
  assert.match(await app.announced(), /up completes and overwrites the payload: “AB”/);
  await app.backToRun.click();
  await app.until(() => app.states(), ["turn, waiting", "up, waiting"]);
  await app.close();
});

test("an exploration can be stopped, and the page continues to work", async () => {
  const lines = ["strategy: level", "processors:"];
  for (let i = 0; i < 22; i += 1) lines.push(`  - { id: p${i}, type: local, processor: token_counter }`);
  const app = await opened(`${lines.join("\n")}\n`, "x", [...Array(22).keys()].map((i) => `p${i}`));
  await app.explore();
  await app.until(() => app.orders.textContent(), (text) => /more than \d+ states|states to explore/.test(text), "it tells how it goes on");
  await app.stopExploring();
  assert.equal(await app.run(), "succeeded");
  await app.close();
});

test("a module that cannot be loaded ends an exploration, and a run, with a reason", async () => {
  const app = await opened("strategy: level\nprocessors:\n  - { id: rle, type: wasm, module: rle.wasm }\n", "aa", ["rle"]);
  await app.page.route("**/modules/rle.wasm", (route) => route.abort());
  await app.explore();
  await app.alert.filter({ hasText: "Not explored: the module “rle.wasm” could not be loaded." }).waitFor();
  await app.button("Run").click();
  await app.alert.filter({ hasText: "Not run: the module “rle.wasm” could not be loaded." }).waitFor();
  await app.page.unroute("**/modules/rle.wasm");
  await app.explore();
  await app.until(() => app.orders.textContent(), (text) => text.includes("in 1 order") || text.includes("gives the same output"), "explored");
  assert.equal(await app.run(), "succeeded");
  assert.equal((await app.outcome()).output, "2a");
  app.mishaps = app.mishaps.filter((mishap) => !mishap.includes("ERR_FAILED"));
  await app.close();
});
