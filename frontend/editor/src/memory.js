/** The undo history with a memory limit: the oldest steps are dropped first. */

import { history, historyField } from "@codemirror/commands";
import { Compartment } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** The maximum number of characters in all steps: that of the largest text that the engine reads. */
const MOST = 16 << 20;

const compartment = new Compartment();

/** The number of characters that undoing a step restores. @param {{ changes?: import("@codemirror/state").ChangeSet }} step */
function size({ changes }) {
  let sum = 0;
  changes?.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => (sum += inserted.length));
  return sum;
}

/**
 * The newest steps that fit, and always the last one.
 *
 * @template {{ changes?: import("@codemirror/state").ChangeSet }} Step
 * @param {readonly Step[]} steps
 * @param {number} most
 */
export function newest(steps, most) {
  let sum = 0;
  const last = steps.findLastIndex((step, at) => (sum += size(step)) > most && at < steps.length - 1);
  return steps.slice(last + 1);
}

const bound = EditorView.updateListener.of(({ state, view, docChanged, startState }) => {
  // Counting is only worthwhile after a step that removes much text.
  if (!docChanged || startState.doc.length < MOST >> 8) return;
  const steps = state.field(historyField);
  const done = newest(steps.done, MOST);
  if (done.length === steps.done.length) return;
  const kept = Object.assign(Object.create(Object.getPrototypeOf(steps)), steps, { done });
  // A field is initialised only if it did not exist before.
  view.dispatch({ effects: compartment.reconfigure([]) });
  view.dispatch({ effects: compartment.reconfigure([history(), historyField.init(() => kept)]) });
});

export const memory = [compartment.of(history()), bound];
