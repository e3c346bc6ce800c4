// The sandbox in Chromium, compared with the browser's own engine running the same module.
//
// Arguments: the folder with the guests and the sandbox as wasm-bindgen wrote it, and the number of rounds. The fastest
// round counts. Read the ratios.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "../../tests/browser/server.mjs";

const [folder, rounds] = process.argv.slice(2);
/** At most this many times the browser's own. */
const TARGETS = { rle: 36, upper: 32, sha256: 60, xloop: 22 };

await writeFile(join(folder, "index.html"), "<!doctype html><title>The sandbox</title>");
const server = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROME,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(server.url);
  const seen = await page.evaluate(measure, { works: Object.keys(TARGETS), rounds: Number(rounds) });
  const ms = (time) => `${(time * 1000).toFixed(1)} us`;
  console.log("64 KiB, in Chromium          sandbox      browser    ratio   at most");
  for (const { work, ours, theirs, fuel } of seen.works) {
    const row = [ms(ours).padStart(14), ms(theirs).padStart(12), `${(ours / theirs).toFixed(1)}x`.padStart(8)];
    console.log(work.padEnd(22), ...row, `${TARGETS[work]}x`.padStart(8), `  fuel: ${fuel.toFixed(2)}x (at most 1.25x)`);
  }
  console.log(`call                   ${(seen.call.ours * 1e6).toFixed(0)} ns (at most 120), the browser's own ${(seen.call.theirs * 1e6).toFixed(1)} ns`);
  console.log(`compile, instantiate   ${ms(seen.compile.ours)} for ${seen.compile.size} bytes, the browser's own ${ms(seen.compile.theirs)}`);
} finally {
  await browser.close();
  await server.close();
}

/** Runs in the page. Times are in milliseconds. */
async function measure({ works, rounds }) {
  const sandbox = await import("./dagwood_bench_sandbox.js");
  await sandbox.default();
  const input = Uint8Array.from({ length: 65536 }, (_, i) => 97 + ((Math.floor(i / 5) * 7) % 26));
  const guest = async (name) => new Uint8Array(await (await fetch(`./${name}.wasm`)).arrayBuffer());
  /** The shortest time of each work, measured in turn; each is repeated until it has taken a while. */
  const least = (...works) => {
    const times = works.map((work) => {
      let repeat = 1;
      for (;;) {
        const start = performance.now();
        for (let i = 0; i < repeat; i += 1) work();
        if (performance.now() - start > 20) return repeat;
        repeat *= 2;
      }
    });
    const least = works.map(() => Infinity);
    for (let round = 0; round < rounds; round += 1) {
      works.forEach((work, w) => {
        const start = performance.now();
        for (let i = 0; i < times[w]; i += 1) work();
        least[w] = Math.min(least[w], (performance.now() - start) / times[w]);
      });
    }
    return least;
  };
  const own = async (bytes) => {
    const { exports } = (await WebAssembly.instantiate(bytes)).instance;
    const process = () => {
      const at = exports.allocate(input.length);
      const length = exports.allocate(4);
      new Uint8Array(exports.memory.buffer, at, input.length).set(input);
      const output = exports.process(at, input.length, length);
      const size = new Uint32Array(exports.memory.buffer, length, 1)[0];
      const bytes = new Uint8Array(exports.memory.buffer, output, size).slice();
      exports.deallocate(output, size);
      exports.deallocate(length, 4);
      exports.deallocate(at, input.length);
      return bytes;
    };
    return { exports, process };
  };
  const seen = { works: [] };
  // The browser runs the output of its baseline compiler until the optimising one has finished in the background.
  const bytesOfAll = await Promise.all(works.map(guest));
  for (const bytes of bytesOfAll) {
    const [all, raw] = [new sandbox.Guest(bytes), new sandbox.Raw(bytes, false)];
    for (const start = performance.now(); performance.now() - start < 500; raw.process(input)) all.process(input);
  }
  for (const [i, work] of works.entries()) {
    const bytes = bytesOfAll[i];
    const ours = new sandbox.Guest(bytes);
    const theirs = await own(bytes);
    const [a, b] = [ours.process(input), theirs.process()];
    if (a.length !== b.length || a.some((byte, i) => byte !== b[i])) throw new Error(`${work}: the two differ`);
    const [our, their] = least(() => ours.process(input), theirs.process);
    const [metered, free] = [new sandbox.Raw(bytes, true), new sandbox.Raw(bytes, false)];
    const [withFuel, without] = least(() => metered.process(input), () => free.process(input));
    seen.works.push({ work, ours: our, theirs: their, fuel: withFuel / without });
  }
  const bytes = await guest("rle");
  const raw = new sandbox.Raw(bytes, true);
  const { exports } = await own(bytes);
  const CALLS = 10_000;
  const calls = () => {
    for (let i = 0; i < CALLS; i += 1) exports.nothing(i);
  };
  const [ourCalls, theirCalls] = least(() => raw.calls(CALLS), calls);
  seen.call = { ours: ourCalls / CALLS, theirs: theirCalls / CALLS };
  const [ours, theirs] = least(
    () => new sandbox.Raw(bytes, true).free(),
    () => new WebAssembly.Instance(new WebAssembly.Module(bytes)),
  );
  seen.compile = { ours, theirs, size: bytes.length };
  return seen;
}
