// How long a visit takes on a slow phone: Slow 4G and a processor four times as slow, both emulated. Times depend on the machine,
// so they are compared with a blank page that transfers and compiles as much, in turns.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "./browsers.mjs";
import { link as linkTo } from "./engine.mjs";
import { serve } from "./server.mjs";

const VISITS = 5;
/** The latency in milliseconds, and bytes per second. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const DIST = process.env.DAGWOOD_DIST;

/** Together about 340 KiB of brotli. */
const SAME_SIZE = readdirSync(DIST).filter((file) => /^page(_bg|-split_results)-\w+\.wasm$/.test(file));
const BLANK = `<!doctype html><title>Blank</title><script type="module">
  await Promise.all(${JSON.stringify(SAME_SIZE)}.map((file) => WebAssembly.compileStreaming(fetch("./" + file))));
  document.documentElement.dataset.ready = "true";
</script>`;

let server;
let browser;
before(async () => {
  server = await serve(DIST, undefined, { compressed: true, pages: { "blank.html": BLANK } });
  browser = await chromium.launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Visits a page as on a slow phone, with an empty cache. `look` returns times of that page, in milliseconds since the navigation. */
async function visit(url, look) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    addEventListener("input", () => (window.firstInput ??= performance.now()), { capture: true });
  });
  await page.goto(url, { waitUntil: "commit" });
  const times = await look(page);
  await context.close();
  return times;
}

/** Waits until an element is there, and returns when that was. */
async function appeared(page, selector) {
  await page.waitForSelector(selector, { state: "attached" });
  return page.evaluate(() => performance.now());
}

const blank = async (page) => ({ blank: await appeared(page, 'html[data-ready="true"]') });

/** Types a key as soon as there is a text. It must still be there in the editor. */
async function first(page) {
  const text = page.getByRole("textbox", { name: "Workflow", exact: true });
  await text.click();
  // Into a comment, so that the text stays valid.
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("#");
  // Drawn by the page, not by the shell.
  const run = await appeared(page, "body > main .graph .frame .node");
  const editor = await appeared(page, 'html[data-ready="true"]');
  assert.match(await text.textContent(), /#/, "the editor has the key");
  const [key, paint] = await page.evaluate(() => [
    window.firstInput,
    performance.getEntriesByName("first-contentful-paint")[0].startTime,
  ]);
  return { "the first paint": paint, "the first key is answered": key, "the first run is possible": run, "the editor is there": editor };
}

const moment = async (page) => {
  await page.locator(".transport .moment .count").filter({ hasText: /^2 \// }).waitFor({ state: "attached" });
  return { "a link opens at its moment": await page.evaluate(() => performance.now()) };
};

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

const WORKFLOW = "strategy: level\nprocessors:\n  - { id: a, type: local, processor: reverse_text }\n";

/** The limit of each time, as a multiple of the blank page's. */
const LIMITS = {
  "the first paint": 0.4,
  "the first key is answered": 0.5,
  "the first run is possible": 1.9,
  "the editor is there": 1.9,
  "a link opens at its moment": 2.1,
};

test("on a slow phone, a visit takes little longer than its transfer", async () => {
  const link = await linkTo(WORKFLOW, server.url, "--step", "2");
  const times = {};
  const note = (seen) => Object.entries(seen).forEach(([what, time]) => (times[what] ??= []).push(time));
  for (let i = 0; i < VISITS; i += 1) {
    note(await visit(`${server.url}blank.html`, blank));
    note(await visit(server.url, first));
    note(await visit(link, moment));
  }
  const base = median(times.blank);
  const ratio = (what) => median(times[what]) / base;
  for (const what of Object.keys(LIMITS)) {
    console.log(`${what}: ${Math.round(median(times[what]))} ms, ${ratio(what).toFixed(2)} times a blank page (${Math.round(base)} ms)`);
  }
  for (const [what, limit] of Object.entries(LIMITS)) assert.ok(ratio(what) <= limit, `${what}: ${ratio(what)} times, not ${limit}`);
});
