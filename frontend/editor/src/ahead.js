/** Reads a text that is new to the editor bit by bit, before somebody asks what could be written in it or what it means. */

import { ViewPlugin } from "@codemirror/view";
import { readAhead } from "./outline.js";

/** How long the text is left alone before it is read, in milliseconds. */
const REST = 300;
/** How long it is read at a time, in milliseconds. */
const SLICE = 8;

export const ahead = ViewPlugin.define((view) => {
  let timer = 0;
  const read = () => {
    const end = performance.now() + SLICE;
    const isWhole = readAhead(view.state.doc.toString(), () => performance.now() < end);
    if (!isWhole) timer = setTimeout(read);
  };
  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(read, REST);
  };
  rest();
  return {
    update: ({ docChanged }) => docChanged && rest(),
    destroy: () => clearTimeout(timer),
  };
});
