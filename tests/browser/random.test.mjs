// Random workflows: the trace of each has the same hash in the browser as natively.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { site } from "./playground.mjs";

const { open } = site();

test("random workflows have the traces in the browser that they have natively", async () => {
  const app = await open();
  const goldens = JSON.parse(await readFile(new URL("../goldens/random.json", import.meta.url), "utf8"));
  assert.equal(goldens.length, 200);
  for (const [number, { workflow, input, trace_hash }] of goldens.entries()) {
    await app.paste(workflow);
    await app.input.fill(input);
    await app.run();
    await app.until(async () => (await app.outcome()).trace_hash, trace_hash, `number ${number}`);
  }
  await app.close();
});
