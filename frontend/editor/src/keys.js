/**
 * The keys of the editor.
 *
 * Chosen one by one rather than by CodeMirror's default set, which takes keys of browsers (Alt+Left, Ctrl+D, Ctrl+U)
 * and Ctrl+Enter, which runs the workflow.
 */

import {
  copyLineDown,
  copyLineUp,
  historyKeymap,
  indentLess,
  indentMore,
  moveLineDown,
  moveLineUp,
  standardKeymap,
  toggleComment,
} from "@codemirror/commands";
import { closeSearchPanel, findNext, findPrevious, openSearchPanel } from "@codemirror/search";
import { keymap } from "@codemirror/view";

const search = "editor search-panel";

export const keys = keymap.of([
  { key: "Mod-f", run: openSearchPanel, scope: search },
  { key: "F3", run: findNext, shift: findPrevious, scope: search, preventDefault: true },
  { key: "Escape", run: closeSearchPanel, scope: search },
  { key: "Alt-ArrowUp", run: moveLineUp, shift: copyLineUp },
  { key: "Alt-ArrowDown", run: moveLineDown, shift: copyLineDown },
  { key: "Mod-/", run: toggleComment },
  { key: "Tab", run: indentMore, shift: indentLess },
  ...historyKeymap.filter(({ key }) => key !== "Mod-u" && key !== "Alt-u"),
  ...standardKeymap,
]);
