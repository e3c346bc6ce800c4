/** The structure of the text in an editor, read once per state of the text. */

import { outline } from "./outline.js";

/** @type {WeakMap<import("@codemirror/state").Text, { text: string, root: import("./outline.js").Node | null }>} */
const known = new WeakMap();

/** @param {import("@codemirror/state").EditorState} state */
export function structure({ doc }) {
  let found = known.get(doc);
  if (!found) {
    const text = doc.toString();
    found = { text, root: outline(text) };
    known.set(doc, found);
  }
  return found;
}
