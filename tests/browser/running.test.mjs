// Runs, one after the other: each replaces the previous one, of which nothing remains on the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";
import { runs } from "./soak.mjs";

const { open } = site();

/** The number of nodes on the page by name, and the number that the browser keeps, including texts in the undo history. */
async function nodes(page, session) {
  const there = await page.evaluate(() => {
    const counts = {};
    const walk = document.createTreeWalker(document);
    while (walk.nextNode()) counts[walk.currentNode.nodeName] = (counts[walk.currentNode.nodeName] ?? 0) + 1;
    return counts;
  });
  await session.send("HeapProfiler.collectGarbage");
  const { nodes: kept } = await session.send("Memory.getDOMCounters");
  return { there, kept };
}

test("runs leave no nodes on the page", async () => {
  const app = await open();
  const session = await app.page.context().newCDPSession(app.page);
  await app.processor("headline").click();
  // The last of what the page loads when it has been idle for a while.
  await app.page.locator("dialog .glossary").waitFor({ state: "attached" });
  // The first runs make what later ones show their results in.
  for (let run = 0; run < 3; run += 1) assert.equal(await app.run(), "succeeded");
  const first = await nodes(app.page, session);
  for (let run = 0; run < runs(100); run += 1) assert.equal(await app.run(), "succeeded");
  // The browser frees a node some time after the page has let go of it.
  const { there } = await app.until(() => nodes(app.page, session), ({ kept }) => kept <= first.kept, `at most ${first.kept} are kept`);
  assert.deepEqual(there, first.there);
  await app.close();
});
