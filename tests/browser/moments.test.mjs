// Links to random moments, each of which opens as it was: the page makes the same link of it again.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { MOMENTS, site } from "./playground.mjs";
import { random, runs } from "./soak.mjs";

const { open, url } = site();

test("a link to a random moment opens it, with its forks, comparison and breakpoints", async () => {
  const first = Math.floor(random("moments")() * 2 ** 32);
  const links = execFileSync(MOMENTS(), [`${first}`, `${runs(100)}`], { encoding: "utf8" }).trim().split("\n");
  assert.equal(links.length, runs(100));
  const app = await open();
  for (const [number, link] of links.entries()) {
    await app.page.evaluate((link) => (location.href = link), url() + link);
    const { searchParams } = new URL(url() + link);
    const shown = async () => ({ step: `${(await app.place()).step}`, isCurrent: await app.page.evaluate(() => location.href) });
    await app.until(shown, { step: searchParams.get("step"), isCurrent: url() + link }, `moment ${first + number} is shown`);
    await app.until(() => app.share(), url() + link, `moment ${first + number} is shared again`);
  }
  await app.close();
});
