/** Fixes of problems: a button at the message, and a menu at the cursor with Ctrl+. or Alt+Enter. */

import { forEachDiagnostic } from "@codemirror/lint";
import { StateEffect } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { applied } from "./apply.js";
import { changesSince } from "./since.js";
import { stayingTooltip } from "./staying.js";

/**
 * @typedef {object} Fix
 * @property {string} title
 * @property {import("./apply.js").Change[]} changes
 */

/** The problems belong to the present text. @type {import("@codemirror/state").StateEffectType<null>} */
export const checked = StateEffect.define();

const since = changesSince(checked);

/**
 * Applies the changes of a fix at their present position. If the text there has changed, it does nothing.
 *
 * @param {EditorView} view
 * @param {import("./apply.js").Change[]} list
 */
export function fix(view, list) {
  const changes = view.state.field(since);
  const isOutdated = list.some(({ from, to }) => to > changes.length || changes.touchesRange(from, to));
  if (isOutdated) return view.dispatch({ effects: EditorView.announce.of("The text has changed; the fix no longer applies") });
  const now = list.map(({ from, to, insert }) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, 1), insert }));
  view.dispatch(applied(view.state, now));
  view.focus();
}

/**
 * The fixes of the problems at the cursor; if there are none, of those on its line.
 *
 * @param {import("@codemirror/state").EditorState} state
 */
function atCursor(state) {
  const { head } = state.selection.main;
  const { from: start, to: end } = state.doc.lineAt(head);
  /** @type {import("@codemirror/lint").Action[]} */
  const here = [];
  const nearby = [];
  forEachDiagnostic(state, ({ actions = [] }, from, to) => {
    if (from <= head && head <= to) here.push(...actions);
    else if (from <= end && start <= to) nearby.push(...actions);
  });
  return here.length > 0 ? here : nearby;
}

const { show: setMenu, shown: menu } = stayingTooltip();

/** @param {EditorView} view */
function open(view) {
  const actions = atCursor(view.state);
  const effect =
    actions.length === 0
      ? EditorView.announce.of("No fixes at the cursor")
      : setMenu.of({ pos: view.state.selection.main.head, create: (view) => draw(view, actions) });
  view.dispatch({ effects: effect });
  return true;
}

/**
 * @param {EditorView} view
 * @param {import("@codemirror/lint").Action[]} actions
 */
function draw(view, actions) {
  const dom = document.createElement("div");
  dom.className = "cm-fixes";
  dom.setAttribute("role", "menu");
  dom.setAttribute("aria-label", "Fixes");
  const close = () => view.dispatch({ effects: setMenu.of(null) });
  const items = actions.map((action) => {
    const item = dom.appendChild(document.createElement("button"));
    item.type = "button";
    item.tabIndex = -1;
    item.setAttribute("role", "menuitem");
    item.textContent = action.name;
    item.onclick = () => {
      view.focus();
      action.apply(view, 0, 0);
    };
    return item;
  });
  dom.onkeydown = (event) => {
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") view.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // It closes when focus leaves; if this happens in a transaction, it is closed already.
  dom.addEventListener("focusout", ({ relatedTarget }) => {
    if (!dom.contains(/** @type {Node | null} */ (relatedTarget))) setTimeout(() => view.state.field(menu) && close());
  });
  return { dom, mount: () => items[0].focus() };
}

export const fixes = [
  since,
  menu,
  keymap.of([
    { key: "Mod-.", run: open, preventDefault: true },
    { key: "Alt-Enter", run: open, preventDefault: true },
  ]),
];
