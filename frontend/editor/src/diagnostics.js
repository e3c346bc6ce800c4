/** Problems of the workflow: underlined, marked in the gutter, and reached with F8 and Shift+F8. */

import { forEachDiagnostic, lintGutter, linter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { closeHoverTooltips, EditorView, keymap } from "@codemirror/view";
import { clampRange } from "./clamp.js";
import { checked, fix, fixes } from "./fixes.js";

/**
 * @typedef {object} Problem
 * @property {number} from
 * @property {number} to
 * @property {"error" | "warning" | "info"} severity
 * @property {string} message
 * @property {string} code
 * @property {import("./fixes.js").Fix[]} fixes
 */

/**
 * Goes to another problem, shows its message there, and announces it.
 *
 * @param {import("@codemirror/view").Command} move
 * @returns {import("@codemirror/view").Command}
 */
const goTo = (move) => (view) => {
  if (!move(view)) return false;
  const { from, to } = view.state.selection.main;
  const messages = [];
  forEachDiagnostic(view.state, (problem, start, end) => {
    if (start !== from || end !== to) return;
    messages.push(`${problem.severity}: ${problem.message}${problem.actions ? ". Ctrl+. fixes it" : ""}`);
  });
  const line = view.state.doc.lineAt(from).number;
  view.dispatch({ effects: EditorView.announce.of(`Line ${line}, ${messages.join(". ")}`) });
  return true;
};

export const diagnostics = [
  // There is nothing to compute here: the page sends the problems.
  linter(null),
  lintGutter(),
  fixes,
  keymap.of([
    { key: "F8", run: goTo(nextDiagnostic), shift: goTo(previousDiagnostic), preventDefault: true },
    {
      key: "Escape",
      run(view) {
        view.dispatch({ effects: closeHoverTooltips });
        // Other handlers may have something to close too.
        return false;
      },
    },
  ]),
];

/**
 * @param {EditorView} view
 * @param {Problem[]} list
 */
export function showDiagnostics(view, list) {
  const known = list.map(({ from, to, severity, message, code, fixes }) => ({
    ...clampRange(view.state, from, to),
    severity,
    message,
    source: code,
    actions: fixes.length === 0 ? undefined : fixes.map(({ title, changes }) => ({ name: title, apply: (view) => fix(view, changes) })),
  }));
  const { effects } = setDiagnostics(view.state, known);
  view.dispatch({ effects: [effects, checked.of(null)].flat() });
}
