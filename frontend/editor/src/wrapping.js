/** Long lines are wrapped where the window is narrow, and scrolled where it is wide. */

import { Compartment } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";

const NARROW = "(max-width: 640px)";
const lines = new Compartment();
const wrap = (/** @type {boolean} */ narrow) => (narrow ? EditorView.lineWrapping : []);

const watcher = ViewPlugin.define((view) => {
  const query = matchMedia(NARROW);
  const adapt = () => view.dispatch({ effects: lines.reconfigure(wrap(query.matches)) });
  query.addEventListener("change", adapt);
  return { destroy: () => query.removeEventListener("change", adapt) };
});

export const wrapping = [lines.of(wrap(matchMedia(NARROW).matches)), watcher];
