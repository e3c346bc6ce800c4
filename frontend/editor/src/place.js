/** Where in the structure of a file a place in its text is, and what the schema says of it. */

import { outline } from "./outline.js";
import { implied, whole, within } from "./schema.js";

/**
 * @typedef {import("./outline.js").Node} Node
 * @typedef {import("./schema.js").Schema} Schema
 *
 * @typedef {object} Step A mapping or a list on the way to a place.
 * @property {Node} node
 * @property {string | number} step The key or the number of the item that leads on.
 * @property {Schema | undefined} schema What the schema says of `node`, with what it implies.
 *
 * @typedef {object} Place
 * @property {Node | null} root
 * @property {Step[]} path From the root to what holds the place.
 * @property {boolean} isKey Whether it is that of a key.
 * @property {import("./outline.js").Scalar} scalar The key or value itself.
 * @property {Schema | undefined} schema What the schema says of it; of a key, of its value.
 */

/** A character that nobody writes, to stand for what is being written. */
const MARK = "\uE000";

const WORD = /[^\s,:{}[\]"'#&*!|>%@`]*$/;
export const WORD_AFTER = /^[^\s,:{}[\]"'#]*/;

/**
 * What is being written at `offset`: `from` is where it begins. Nothing in comments, and inside of texts of several words.
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
  // Straight after a colon a blank is still to come.
  const lead = text[from - 1] === ":" ? " " : "";
  const marked = text.slice(0, from) + lead + MARK + text.slice(offset + after.length);
  const place = find(outline(marked), (scalar) => scalar.text === MARK);
  return place && { from, place };
}

/** The key or value that stands at `offset`. @param {Node | null} root @param {number} offset */
export const standing = (root, offset) => find(root, ({ from, to }) => from <= offset && offset <= to);

/**
 * @param {Node | null} root
 * @param {(scalar: import("./outline.js").Scalar) => boolean} is
 * @returns {Place | null}
 */
function find(root, is) {
  /** @type {Step[]} */
  const path = [];

  /** @param {Node | null} node @param {Schema | undefined} schema @returns {Place | null} */
  function search(node, schema) {
    if (node === null) return null;
    if (node.kind === "scalar") return is(node) ? { root, path, isKey: false, scalar: node, schema } : null;
    const own = node.kind === "map" && schema ? implied(schema, node) : schema;
    const parts = node.kind === "map" ? node.entries : node.items;
    for (const [number, part] of parts.entries()) {
      const step = "key" in part ? part.key.text : number;
      path.push({ node, step, schema: own });
      const inner = within(own, step);
      const found = "key" in part && is(part.key) ? { root, path, isKey: true, scalar: part.key, schema: inner } : search(part.value, inner);
      if (found) return found;
      path.pop();
    }
    return null;
  }

  return search(root, whole);
}
