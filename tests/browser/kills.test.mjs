// A page that is killed at any moment, in any way, has saved the typed text, except for the last half second.

import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "./playground.mjs";
import { random, runs } from "./soak.mjs";

/** The maximum age of lost text, in milliseconds. */
const MOST_LOST = 500;

const { open, server } = site();

const KINDS = {
  close: (page) => page.close(),
  navigate: (page) => page.goto(`${server().url}icon.svg`),
  reload: (page) => page.reload({ waitUntil: "commit" }),
  crash: (page, session) => crash(page, session),
  async "hidden, then crash"(page, session) {
    // A browser without a window never hides a page.
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { get: () => true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await crash(page, session);
  },
};
/** After these, nothing may be lost. */
const LOSSLESS = ["close", "navigate", "reload", "hidden, then crash"];

async function crash(page, session) {
  const crashed = page.waitForEvent("crash");
  // There is no reply, because the page is gone.
  session.send("Page.crash").catch(() => {});
  await crashed;
}

test("typed text is saved, regardless of how the page ends", async () => {
  const next = random("kills");
  const kinds = Object.keys(KINDS);
  const worst = new Map(kinds.map((kind) => [kind, { runs: 0, lost: 0 }]));
  for (let run = 0; run < runs(200); run += 1) {
    const kind = kinds[run % kinds.length];
    const lost = await kill(kind, next);
    const row = worst.get(kind);
    row.runs += 1;
    row.lost = Math.max(row.lost, lost);
    const most = LOSSLESS.includes(kind) ? 0 : MOST_LOST;
    assert.ok(lost <= most, `${kind}, run ${run}: text that was typed ${lost} ms before was lost`);
  }
  console.table([...worst].map(([kind, { runs, lost }]) => ({ kind, runs, "oldest text lost (ms)": lost })));
});

/** Types into a page for a while and kills it. Returns the age of the oldest lost text, in milliseconds. */
async function kill(kind, next) {
  const app = await open();
  const context = app.page.context();
  const session = await context.newCDPSession(app.page);
  await app.paste("");
  await app.workflow.focus();
  const typed = [];
  const end = Date.now() + 200 + 1_800 * next();
  while (Date.now() < end) {
    // Digits: the editor completes none of them.
    await app.page.keyboard.press(String(typed.length % 10));
    typed.push(Date.now());
    // Some pauses are longer than it takes to save.
    await new Promise((go) => setTimeout(go, next() < 0.1 ? 400 * next() : 60 * next()));
  }
  const killed = Date.now();
  await KINDS[kind](app.page, session);
  const after = await context.newPage();
  await after.goto(`${server().url}icon.svg`);
  const saved = await after.evaluate(() => localStorage.getItem("dagwood-playground/workflow"));
  await app.abandon();
  const expected = typed.map((_, i) => i % 10).join("");
  assert.ok(expected.startsWith(saved), `“${saved}” is not how “${expected}” begins`);
  return saved.length < typed.length ? killed - typed[saved.length] : 0;
}
