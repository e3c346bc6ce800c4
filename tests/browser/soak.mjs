// How often a test that repeats itself does so: as often as it says in `cargo xtask soak`, a tenth of that otherwise. What
// varies from one time to the next follows from a seed, which is printed.

import { randomInt } from "node:crypto";

/** How often to repeat something that a soak repeats `all` times. */
export const runs = (all) => (process.env.DAGWOOD_SOAK ? all : Math.ceil(all / 10));

/**
 * Random numbers from 0 to 1 that follow from a seed: that of DAGWOOD_SEED, or a new one. mulberry32, by Tommy Ettinger.
 *
 * @param {string} what What they are for.
 */
export function random(what) {
  let state = Number(process.env.DAGWOOD_SEED ?? randomInt(2 ** 32)) >>> 0;
  console.log(`${what}: DAGWOOD_SEED=${state}`);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
