/** The lines of the processor that is selected in the graph. */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** @type {import("@codemirror/state").StateEffectType<{from: number, to: number} | null>} */
export const mark = StateEffect.define();

const line = Decoration.line({ class: "cm-marked" });

export const marked = StateField.define({
  create: () => Decoration.none,
  update(lines, transaction) {
    lines = lines.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(mark)) lines = effect.value ? linesOf(transaction.newDoc, effect.value) : Decoration.none;
    }
    return lines;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {import("@codemirror/state").Text} doc
 * @param {{from: number, to: number}} range
 */
function linesOf(doc, { from, to }) {
  const ranges = [];
  for (let at = doc.lineAt(from); ; at = doc.line(at.number + 1)) {
    ranges.push(line.range(at.from));
    if (at.to >= to || at.number === doc.lines) return Decoration.set(ranges);
  }
}
