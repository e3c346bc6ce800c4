/** The processors of a file, and their dependencies. */

import { itemsOf, textOf } from "./outline.js";

/**
 * @typedef {object} Described What is said of a processor.
 * @property {string | null} id
 * @property {string[]} dependsOn
 * @property {string} summary What it is, in a sentence.
 * @property {import("./outline.js").Node | null} node
 *
 * @typedef {{ from: number, to: number } & Described} Processor `from` is where its item begins: its dash.
 */

/**
 * @param {import("./outline.js").Node | null} root
 * @returns {Processor[]}
 */
export const processors = (root) => itemsOf(root, "processors").map(({ from, to, value }) => ({ from, to, ...described(value) }));

/** The same without positions, which is faster. @param {import("./outline.js").Node | null} root @returns {Described[]} */
export const descriptions = (root) => itemsOf(root, "processors").map(({ value }) => described(value));

/** The descriptions that have been read. @type {WeakMap<import("./outline.js").Node, Described>} */
const known = new WeakMap();

/** The description of a processor. @param {import("./outline.js").Node | null} node @returns {Described} */
export function described(node) {
  const dependsOn = () => itemsOf(node, "depends_on").flatMap(({ value }) => (value?.kind === "scalar" ? [value.text] : []));
  let found = known.get(node);
  if (!found) {
    const named = textOf(node, "processor") ?? textOf(node, "module");
    const summary = named ? `A processor: ${named}.` : "A processor.";
    found = { id: textOf(node, "id"), dependsOn: dependsOn(), summary, node };
    if (node) known.set(node, found);
  }
  return found;
}

/**
 * All descendants of `id`, and `id` itself: dependencies on them would create a cycle.
 *
 * @param {Described[]} all
 * @param {string} id
 */
export function dependents(all, id) {
  // Most processors that are being written have none.
  if (!all.some(({ dependsOn }) => dependsOn.includes(id))) return new Set([id]);
  /** @type {Map<string, string[]>} */
  const above = new Map();
  for (const processor of all) {
    for (const dependency of processor.dependsOn) {
      if (processor.id === null) continue;
      const known = above.get(dependency);
      if (known) known.push(processor.id);
      else above.set(dependency, [processor.id]);
    }
  }
  const found = new Set([id]);
  for (const each of found) for (const next of above.get(each) ?? []) found.add(next);
  return found;
}
