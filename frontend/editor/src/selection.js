/** The ranges of processors: marks the lines of the selected one, and shows one in the graph. */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap } from "@codemirror/view";
import { changesSince } from "./since.js";

/** The range of each processor, in file order: from, to, from, to, ... @type {import("@codemirror/state").StateEffectType<Uint32Array>} */
export const setPlaces = StateEffect.define();

/** The number of the selected processor. @type {import("@codemirror/state").StateEffectType<number | null>} */
export const setSelected = StateEffect.define();

const since = changesSince(setPlaces);

const places = StateField.define({
  create: () => new Uint32Array(),
  update: (now, { effects }) => effects.reduce((now, effect) => (effect.is(setPlaces) ? effect.value : now), now),
});

const line = Decoration.line({ class: "cm-marked" });

const marked = StateField.define({
  create: () => ({ selected: /** @type {number | null} */ (null), lines: Decoration.none }),
  update(now, transaction) {
    let { selected } = now;
    let isNew = false;
    for (const effect of transaction.effects) {
      if (effect.is(setSelected)) selected = effect.value;
      isNew ||= effect.is(setSelected) || effect.is(setPlaces);
    }
    if (isNew) return { selected, lines: linesOf(transaction.state, selected) };
    return transaction.docChanged ? { selected, lines: now.lines.map(transaction.changes) } : now;
  },
  provide: (field) => EditorView.decorations.from(field, ({ lines }) => lines),
});

/**
 * The first and the last line of a processor in the present text.
 *
 * @param {import("@codemirror/state").EditorState} state
 * @param {number} number
 */
function extent(state, number) {
  const all = state.field(places);
  const changes = state.field(since);
  if (2 * number + 1 >= all.length || all[2 * number + 1] > changes.length) return null;
  const first = state.doc.lineAt(changes.mapPos(all[2 * number], 1));
  const last = state.doc.lineAt(changes.mapPos(all[2 * number + 1], -1));
  return { first, last };
}

/**
 * @param {import("@codemirror/state").EditorState} state
 * @param {number | null} selected
 */
function linesOf(state, selected) {
  const found = selected === null ? null : extent(state, selected);
  if (!found) return Decoration.none;
  const ranges = [];
  for (let number = found.first.number; number <= found.last.number; number += 1) ranges.push(line.range(state.doc.line(number).from));
  return Decoration.set(ranges);
}

/**
 * Marks the lines of a processor, and scrolls to them unless the user is typing elsewhere in the text.
 *
 * @param {EditorView} view
 * @param {number | null} number
 */
export function select(view, number) {
  if (number === view.state.field(marked).selected) return;
  view.dispatch({ effects: setSelected.of(number) });
  const found = number === null ? null : extent(view.state, number);
  if (!found || view.hasFocus) return;
  // Scrolls by hand: CodeMirror would scroll the whole page.
  const { scrollDOM } = view;
  const { top } = view.lineBlockAt(found.first.from);
  const { bottom } = view.lineBlockAt(found.last.to);
  const isInSight = top >= scrollDOM.scrollTop && bottom <= scrollDOM.scrollTop + scrollDOM.clientHeight;
  if (!isInSight) scrollDOM.scrollTop = Math.max(0, top - scrollDOM.clientHeight / 4);
}

/**
 * The processor at the cursor.
 *
 * @param {import("@codemirror/state").EditorState} state
 */
function atCursor(state) {
  const { number } = state.doc.lineAt(state.selection.main.head);
  for (let each = 0; 2 * each < state.field(places).length; each += 1) {
    const found = extent(state, each);
    if (found && found.first.number <= number && number <= found.last.number) return each;
  }
  return null;
}

/** @param {(number: number) => void} onShow Called with the processor to show in the graph. */
export const selection = (onShow) => [
  since,
  places,
  marked,
  keymap.of([
    {
      key: "Shift-F2",
      preventDefault: true,
      run(view) {
        const number = atCursor(view.state);
        if (number === null) view.dispatch({ effects: EditorView.announce.of("No processor at the cursor") });
        else onShow(number);
        return true;
      },
    },
  ]),
];
