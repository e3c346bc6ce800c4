/** The position of an offset in the structure of a file, and its schema. */

import { outline } from "./outline.js";
import { implied, whole, within } from "./schema.js";

/**
 * @typedef {import("./outline.js").Node} Node
 * @typedef {import("./schema.js").Schema} Schema
 *
 * @typedef {object} Step A mapping or a list on the path to a position.
 * @property {Node} node
 * @property {string | number} step The next key, or the number of the next item.
 * @property {Schema | undefined} schema The schema of `node`, with what it implies.
 *
 * @typedef {object} Place
 * @property {Node | null} root
 * @property {Step[]} path From the root to the innermost mapping or list.
 * @property {boolean} isKey Whether it is a key.
 * @property {import("./outline.js").Scalar} scalar The key or value itself.
 * @property {Schema | undefined} schema Its schema; for a key, the schema of its value.
 */

/** A placeholder for the word being typed; in Latin-1, so that the text does not become a wider string. */
const MARK = "\u0001";

const WORD = /[^\s,:{}[\]"'#&*!|>%@`]*$/;
export const WORD_AFTER = /^[^\s,:{}[\]"'#]*/;

/**
 * The word being typed at `offset`, which begins at `from`. Nothing in comments and in texts of several words.
 *
 * @param {string} text
 * @param {number} offset
 * @returns {{ from: number, place: Place } | null}
 */
export function writing(text, offset) {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const [word] = WORD.exec(line);
  if (word === "-") return null;
  const from = offset - word.length;
  const [after] = WORD_AFTER.exec(text.slice(offset, offset + 200));
  // Directly after a colon a blank is missing.
  const lead = text[from - 1] === ":" ? " " : "";
  const marked = text.slice(0, from) + lead + MARK + text.slice(offset + after.length);
  const place = standing(outline(marked), from + lead.length);
  return place?.scalar.text === MARK ? { from, place } : null;
}

/**
 * The key or value at `offset`.
 *
 * @param {Node | null} root
 * @param {number} offset
 * @returns {Place | null}
 */
export function standing(root, offset) {
  /** @type {Step[]} */
  const path = [];
  const holds = ({ from, to }, base) => base + from <= offset && offset <= base + to;
  const place = (isKey, { from, to, text }, base, schema) => {
    return { root, path, isKey, scalar: { kind: "scalar", from: base + from, to: base + to, text }, schema };
  };

  /** @param {Node | null} node @param {Schema | undefined} schema @param {number} base @returns {Place | null} */
  function search(node, schema, base) {
    if (node === null || !holds(node, base)) return null;
    if (node.kind === "scalar") return place(false, node, base, schema);
    const own = node.kind === "map" && schema ? implied(schema, node) : schema;
    const parts = node.kind === "map" ? node.entries : node.items;
    for (const [number, part] of parts.entries()) {
      const step = "key" in part ? part.key.text : number;
      path.push({ node, step, schema: own });
      const inner = within(own, step);
      const found = "key" in part && holds(part.key, base) ? place(true, part.key, base, inner) : search(part.value, inner, base + (part.base ?? 0));
      if (found) return found;
      path.pop();
    }
    return null;
  }

  return search(root, whole, 0);
}
