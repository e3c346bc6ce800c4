/**
 * When Tab indents and when it leaves the editor (WCAG 2.1.2, no keyboard trap).
 *
 * Tab leaves the editor until the user has typed; after that it indents, and after Escape it leaves again. After Ctrl+M
 * (Shift+Alt+M on macOS) it always leaves.
 */

import { EditorView, keymap } from "@codemirror/view";

/** The editors in which Ctrl+M was pressed. @type {WeakSet<EditorView>} */
const leaving = new WeakSet();

/** @param {EditorView} view */
function toggle(view) {
  const leaves = !leaving.delete(view);
  if (leaves) leaving.add(view);
  view.setTabFocusMode(leaves);
  view.dispatch({ effects: EditorView.announce.of(leaves ? "Tab leaves the editor" : "Tab indents") });
  return true;
}

// Observed, not handled: an Escape that closes a list or a panel also lets Tab leave.
const events = EditorView.domEventObservers({
  focus(_event, view) {
    view.setTabFocusMode(true);
  },
  keydown(event, view) {
    if (event.key === "Escape") view.setTabFocusMode(true);
  },
});

const typed = EditorView.updateListener.of(({ transactions, view }) => {
  const types = transactions.some((transaction) => transaction.isUserEvent("input"));
  if (types && !leaving.has(view)) view.setTabFocusMode(false);
});

export const tabFocus = [events, typed, keymap.of([{ key: "Ctrl-m", mac: "Shift-Alt-m", run: toggle }])];
