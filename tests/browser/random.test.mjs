// Random workflows: the trace of each has the same hash in the browser as natively.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { site } from "./playground.mjs";

/** How many pages work at the same time: while one waits for a frame, another can use the machine. */
const PAGES = 3;

const { open } = site();

test("random workflows have the same traces in the browser as natively", async () => {
  const goldens = JSON.parse(await readFile(new URL("../goldens/random.json", import.meta.url), "utf8"));
  assert.equal(goldens.length, 200);
  const left = [...goldens.entries()];
  const work = async () => {
    // A small graph is drawn immediately.
    const app = await open({ viewport: { width: 1024, height: 480 } });
    for (let next = left.shift(); next; next = left.shift()) {
      const [number, { workflow, input, trace_hash }] = next;
      await app.paste(workflow);
      await app.fillInput(input);
      await app.run();
      await app.until(async () => (await app.outcome()).trace_hash, trace_hash, `number ${number}`);
    }
    await app.close();
  };
  await Promise.all(Array.from({ length: PAGES }, work));
});
