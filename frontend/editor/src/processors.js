/** The processors of a file, and who depends on whom. */

import { itemsOf, textOf } from "./outline.js";

/**
 * @typedef {object} Processor
 * @property {string | null} id
 * @property {number} from Where its item begins: its dash.
 * @property {number} to
 * @property {string[]} dependsOn
 * @property {import("./outline.js").Node | null} node
 */

/**
 * @param {import("./outline.js").Node | null} root
 * @returns {Processor[]}
 */
export const processors = (root) => itemsOf(root, "processors").map(({ from, to, value }) => ({ from, to, ...described(value) }));

/** What is said of a processor that has been looked at. @type {WeakMap<import("./outline.js").Node, Omit<Processor, "from" | "to">>} */
const known = new WeakMap();

/** What a node says of a processor. @param {import("./outline.js").Node | null} node */
export function described(node) {
  const dependsOn = () => itemsOf(node, "depends_on").flatMap(({ value }) => (value?.kind === "scalar" ? [value.text] : []));
  let found = known.get(node);
  if (!found) {
    found = { id: textOf(node, "id"), dependsOn: dependsOn(), node };
    if (node) known.set(node, found);
  }
  return found;
}

/**
 * Those that depend on `id`, however far, and `id` itself: what it cannot depend on without a cycle.
 *
 * @param {Processor[]} all
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

/** What a processor is, in a sentence. @param {Processor} processor */
export function summary({ node }) {
  const named = textOf(node, "processor") ?? textOf(node, "module");
  return named ? `A processor: ${named}.` : "A processor.";
}
