/** Folding: by the grammar, and of processors, one or all. */

import { codeFolding, foldCode, foldEffect, foldGutter, foldKeymap } from "@codemirror/language";
import { keymap } from "@codemirror/view";
import { processors } from "./processors.js";
import { structure } from "./structure.js";

/**
 * The hidden range of folded processors: all but their first lines.
 *
 * @param {import("@codemirror/state").EditorState} state
 */
const foldable = (state) =>
  processors(structure(state).root)
    .map(({ from, to }) => ({ from: state.doc.lineAt(from).to, to, start: from }))
    .filter(({ from, to }) => from < to);

/** Folds the element that begins on the line of the cursor, or else the processor around it. @type {import("@codemirror/view").Command} */
function fold(view) {
  if (foldCode(view)) return true;
  const { head } = view.state.selection.main;
  const around = foldable(view.state).find(({ start, to }) => start <= head && head <= to);
  if (!around) return false;
  view.dispatch({ effects: foldEffect.of({ from: around.from, to: around.to }), selection: { anchor: around.from } });
  return true;
}

/** @type {import("@codemirror/view").Command} */
function foldProcessors(view) {
  const effects = foldable(view.state).map(({ from, to }) => foldEffect.of({ from, to }));
  if (effects.length > 0) view.dispatch({ effects });
  return effects.length > 0;
}

export const folding = [
  codeFolding(),
  foldGutter(),
  keymap.of([
    { key: "Ctrl-Shift-[", mac: "Cmd-Alt-[", run: fold },
    { key: "Ctrl-Alt-[", run: foldProcessors },
    ...foldKeymap,
  ]),
];
