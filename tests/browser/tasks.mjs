// Whether the page responds while a user types: compares the tasks of its thread with a fixed loop. A slow or busy machine
// takes longer for both.

import { cpus } from "node:os";

/** The maximum duration of a task, in milliseconds. */
export const LONGEST = 50;

/** The time that a number of iterations of the loop takes on an idle machine, in milliseconds. */
const IDLE = { rounds: 28_000_000, takes: 26.5, machine: "AMD EPYC, 2 processors, 2026-11-30" };

const MARK = "dagwood-page";

/**
 * The tasks of a page's thread while something is done, the longest first, in milliseconds of processor time: a busy machine
 * does not make them longer.
 *
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<void>} act
 * @returns {Promise<number[]>}
 */
export async function tasksDuring(page, act) {
  const session = await page.context().browser().newBrowserCDPSession();
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "blink.user_timing"] },
  });
  await act();
  // The mark identifies this page's thread: Chromium has pages of its own.
  await page.evaluate((mark) => void performance.mark(mark), MARK);
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  const { pid, tid } = events.find(({ name }) => name === MARK);
  const tasks = [];
  let end = 0;
  for (const event of events.filter((event) => event.pid === pid && event.tid === tid).sort((a, b) => a.ts - b.ts)) {
    const isTask = event.name === "ThreadControllerImpl::RunTask";
    // What promises do after a task belongs to it: no key is handled before.
    const isRest = event.name === "BlinkScheduler_PerformMicrotaskCheckpoint";
    if (!event.tdur || !(isTask || isRest) || event.ts < end) continue;
    end = event.ts + event.dur;
    if (isTask) tasks.push(0);
    tasks[tasks.length - 1] += event.tdur / 1000;
  }
  return tasks.sort((a, b) => b - a);
}

/** Gives a page the loop: it returns when it began and ended. */
const prepareLoop = (page) =>
  page.evaluate((rounds) => {
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

/** How many times as much processor time as on an idle machine the loop takes in a page, at least 1. */
export async function slowness(page) {
  await prepareLoop(page);
  const takes = [];
  for (let i = 0; i < 3; i += 1) takes.push((await tasksDuring(page, () => page.evaluate(() => void window.loop())))[0]);
  return Math.max(1, Math.min(...takes) / IDLE.takes);
}

/**
 * Types, and measures the loop and the long tasks with every key.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} text
 * @returns {Promise<{ late: { key: string, took: number, limit: number }[], said: string }>} The keys whose longest task took too long.
 */
export async function typing(page, text) {
  await prepareLoop(page);
  await page.evaluate(() => {
    const tasks = [];
    const note = (entries) => tasks.push(...entries.map(({ startTime, duration }) => [startTime, duration]));
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: "longtask" });
    window.taken = () => {
      note(observer.takeRecords());
      return tasks;
    };
  });
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
