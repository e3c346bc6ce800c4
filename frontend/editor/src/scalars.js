/** Colours numbers and words such as `true`, which the YAML grammar does not distinguish from other plain text. */

import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

const NUMBER = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$|^0x[\da-fA-F]+$|^0o[0-7]+$/;
const WORD = /^(true|True|TRUE|false|False|FALSE|null|Null|NULL|~)$/;
/** The maximum length of such a scalar. */
const LONGEST = 40;

const number = Decoration.mark({ class: "cm-number" });
const word = Decoration.mark({ class: "cm-word" });

/** @param {import("@codemirror/view").EditorView} view */
function decorate(view) {
  const builder = new RangeSetBuilder();
  const tree = syntaxTree(view.state);
  for (const { from, to } of view.visibleRanges) {
    tree.iterate({
      from,
      to,
      enter(node) {
        if (node.name !== "Literal" || node.to - node.from > LONGEST || node.node.parent?.name === "Key") return;
        const text = view.state.sliceDoc(node.from, node.to);
        const style = NUMBER.test(text) ? number : WORD.test(text) ? word : null;
        if (style) builder.add(node.from, node.to, style);
      },
    });
  }
  return builder.finish();
}

export const scalars = ViewPlugin.define(
  (view) => ({
    decorations: decorate(view),
    update(update) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) {
        this.decorations = decorate(update.view);
      }
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);
