// Whether the page responds while a user types: compares the tasks of its thread with a fixed loop. A slow or busy machine
// takes longer for both.

import { cpus } from "node:os";

/** The maximum duration of a task, in milliseconds. */
const LONGEST = 50;

/** The time that a number of iterations of the loop takes on an idle machine, in milliseconds. */
const IDLE = { rounds: 28_000_000, takes: 26.5, machine: "AMD EPYC, 2 processors, 2026-11-30" };

/**
 * Types, and measures the loop and the long tasks with every key.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} text
 * @returns {Promise<{ late: { key: string, took: number, limit: number }[], said: string }>} The keys whose longest task took too long.
 */
export async function typing(page, text) {
  await page.evaluate((rounds) => {
    const tasks = [];
    const note = (entries) => tasks.push(...entries.map(({ startTime, duration }) => [startTime, duration]));
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: "longtask" });
    window.taken = () => {
      note(observer.takeRecords());
      return tasks;
    };
    window.loop = () => {
      const start = performance.now();
      let sum = 1;
      for (let i = 0; i < rounds; i += 1) sum = (Math.imul(sum, 1664525) + 1013904223) | 0;
      window.sum = sum;
      return [start, performance.now()];
    };
    // Until the browser has optimised it.
    for (let i = 0; i < 3; i += 1) window.loop();
  }, IDLE.rounds);
  // As long as a quick typist takes for a key, and the page for all that follows from it at once.
  const pause = () =>
    page.evaluate(async () => {
      for (let frames = 0; frames < 8; frames += 1) await new Promise((frame) => requestAnimationFrame(frame));
    });
  // Nobody types in the instant in which the cursor has jumped there.
  await pause();
  const loops = [await page.evaluate(() => window.loop())];
  for (const key of text) {
    await page.keyboard.press(key === "\n" ? "Enter" : key);
    await pause();
    loops.push(await page.evaluate(() => window.loop()));
  }
  const tasks = (await page.evaluate(() => window.taken())).filter(
    ([start, took]) => !loops.some(([from, to]) => start < to && from < start + took),
  );
  const keys = [...text].map((key, i) => {
    const [[, from], [to]] = [loops[i], loops[i + 1]];
    const took = Math.max(0, ...tasks.filter(([start]) => from <= start && start < to).map(([, took]) => took));
    // Other load varies: take the slowest of the loops around the key.
    const loop = Math.max(...loops.slice(Math.max(0, i - 1), i + 3).map(([from, to]) => to - from));
    // A fast machine gets no less time: users notice the same delays there.
    return { key, took, limit: LONGEST * Math.max(1, loop / IDLE.takes) };
  });
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1].toFixed();
  const said =
    `${keys.filter(({ took }) => took > LONGEST).length} of ${keys.length} keys with a task over ${LONGEST} ms, the longest ` +
    `${Math.max(...keys.map(({ took }) => took))} ms; what takes ${IDLE.takes} ms on an idle ${IDLE.machine} takes ` +
    `${median(loops.map(([from, to]) => to - from))} ms here (${cpus()[0].model}, ${cpus().length} processors)`;
  return { late: keys.filter(({ took, limit }) => took > limit), said };
}
