/** What can be undone, as far as it fits into a bound of memory: the oldest steps are forgotten first. */

import { history, historyField } from "@codemirror/commands";
import { Compartment } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** How many characters the steps may hold together. The largest text that the engine reads has as many. */
const MOST = 16 << 20;

const compartment = new Compartment();

/** How many characters a step holds: what undoing it puts back. @param {{ changes?: import("@codemirror/state").ChangeSet }} step */
function size({ changes }) {
  let sum = 0;
  changes?.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => (sum += inserted.length));
  return sum;
}

/**
 * The newest steps that fit, and the last one in any case.
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
  // Only a step that takes out much makes it worth to count.
  if (!docChanged || startState.doc.length < MOST >> 8) return;
  const steps = state.field(historyField);
  const done = newest(steps.done, MOST);
  if (done.length === steps.done.length) return;
  const kept = Object.assign(Object.create(Object.getPrototypeOf(steps)), steps, { done });
  // A field begins anew only when it has not been there.
  view.dispatch({ effects: compartment.reconfigure([]) });
  view.dispatch({ effects: compartment.reconfigure([history(), historyField.init(() => kept)]) });
});

export const memory = [compartment.of(history()), bound];
