// The lesson of the page: a different strategy has different times but the same payloads.

import assert from "node:assert/strict";
import { test } from "node:test";
import { examples, run } from "./engine.mjs";
import { site } from "./playground.mjs";

const { open } = site();

test("strategies differ only in their timelines", async () => {
  const app = await open();
  const { name, workflow, input } = (await examples()).find((example) => example.name === "barrier");
  const { processors } = await run(workflow, input);
  await app.openExample(name, { ids: processors.map(({ id }) => id), input });
  const seen = {};
  for (const strategy of ["level", "reactive"]) {
    await app.strategy.selectOption(strategy);
    assert.equal(await app.run(), "succeeded");
    const payloads = {};
    for (const { id, input: received, output: produced } of processors) {
      await app.processor(id).click();
      await app.until(() => app.inspected(), { received, produced }, `${id} under ${strategy}`);
      payloads[id] = await app.inspected();
    }
    const timeline = await app.timeline();
    seen[strategy] = { payloads, timeline, ...(await app.outcome()) };
  }
  assert.deepEqual(seen.level.payloads, seen.reactive.payloads);
  assert.equal(seen.level.output, seen.reactive.output);
  assert.match(seen.level.timeline, /540 ms/);
  assert.match(seen.reactive.timeline, /230 ms/);
  assert.notEqual(seen.level.trace_hash, seen.reactive.trace_hash);
  await app.close();
});

test("a changed option marks the shown run as outdated", async () => {
  const app = await open();
  await app.run();
  await app.workers.fill("1");
  await app.region("Output").getByText("run again").waitFor();
  assert.equal(await app.run(), "succeeded");
  assert.equal(await app.region("Output").getByText("run again").count(), 0);
  await app.close();
});

test("the number of workers is valid for any typed text", async () => {
  const app = await open();
  for (const typed of ["0", "-3", "99999", "1e9", "2.5", ""]) {
    await app.workers.fill(typed);
    const holds = await app.until(
      () => app.workers.inputValue(),
      (value) => /^[1-9]\d*$/.test(value) && Number(value) <= 64,
      `after ${JSON.stringify(typed)}`,
    );
    await app.notice("is not a number of workers: use 1 to 64.").waitFor();
    assert.equal(await app.run(), "succeeded", typed);
    assert.match(await app.timeline(), /attempts/, holds);
  }
  await app.workers.fill("5");
  assert.equal(await app.workers.inputValue(), "5");
  await app.close();
});
