// The number of repetitions of a test: as many as it states in `cargo xtask soak`, otherwise a tenth of that. The
// variations follow from a seed, which is printed.

import { randomInt } from "node:crypto";

/** The number of repetitions, if a soak has `all`. */
export const runs = (all) => (process.env.DAGWOOD_SOAK ? all : Math.ceil(all / 10));

/**
 * Random numbers from 0 to 1, determined by a seed: DAGWOOD_SEED, or a new one. mulberry32, by Tommy Ettinger.
 *
 * @param {string} what Their purpose.
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
