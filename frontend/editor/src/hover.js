/** Explains a key or word: under the pointer, and with F2 at the cursor. */

import { closeHoverTooltips, EditorView, hoverTooltip, keymap } from "@codemirror/view";
import { docsAt } from "./docs.js";
import { stayingTooltip } from "./staying.js";
import { structure } from "./structure.js";

/**
 * @param {EditorView} view
 * @param {number} offset
 */
function tooltipAt({ state }, offset) {
  const { text, root } = structure(state);
  const docs = docsAt(text, root, offset);
  return docs && { pos: docs.from, end: docs.to, above: true, docs, create: () => ({ dom: draw(docs) }) };
}

/** @param {import("./docs.js").Docs} docs */
function draw({ title, lines }) {
  const dom = document.createElement("div");
  dom.className = "cm-docs";
  const name = dom.appendChild(document.createElement("code"));
  name.textContent = title;
  for (const line of lines) dom.appendChild(document.createElement("p")).textContent = line;
  return dom;
}

const onHover = hoverTooltip((view, offset, side) => {
  const tooltip = tooltipAt(view, offset);
  const isBeside = tooltip && ((offset === tooltip.pos && side < 0) || (offset === tooltip.end && side > 0));
  // Do not repeat the text that F2 shows.
  return isBeside || view.state.field(pinned)?.pos === tooltip?.pos ? null : tooltip;
});

/** The tooltip of F2; Escape closes it. */
const { show: pin, shown: pinned } = stayingTooltip();

/** @param {EditorView} view */
function explain(view) {
  const tooltip = tooltipAt(view, view.state.selection.main.head);
  const said = tooltip ? `${tooltip.docs.title}. ${tooltip.docs.lines.join(" ")}` : "No help for this text";
  view.dispatch({ effects: [closeHoverTooltips, pin.of(tooltip), EditorView.announce.of(said)] });
  return true;
}

export const hover = [
  onHover,
  pinned,
  keymap.of([
    { key: "F2", run: explain, preventDefault: true },
    {
      key: "Escape",
      run(view) {
        if (!view.state.field(pinned)) return false;
        view.dispatch({ effects: pin.of(null) });
        return true;
      },
    },
  ]),
];
