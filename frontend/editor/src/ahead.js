/** Reads a new text in short slices, so that completion and help are quick when the user asks for them. */

import { ViewPlugin } from "@codemirror/view";
import { readAhead } from "./outline.js";

/** How long the text is left alone before it is read, in milliseconds. */
const REST = 300;
/** How long it is read at a time, in milliseconds. */
const SLICE = 8;
/** The longest text to read ahead, in UTF-16 units: a longer text would keep the page busy for seconds. */
const MOST = 2_000_000;

export const ahead = ViewPlugin.define((view) => {
  let timer = 0;
  // The text is made once: of a large document that takes longer than a slice.
  const read = (text) => {
    const end = performance.now() + SLICE;
    const isWhole = readAhead(text, () => performance.now() < end);
    if (!isWhole) timer = setTimeout(read, 0, text);
  };
  const rest = () => {
    clearTimeout(timer);
    if (view.state.doc.length <= MOST) timer = setTimeout(() => read(view.state.doc.toString()), REST);
  };
  rest();
  return {
    update: ({ docChanged }) => docChanged && rest(),
    destroy: () => clearTimeout(timer),
  };
});
