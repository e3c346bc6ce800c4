/** The list of what could be written at the cursor: while typing, and at once by Ctrl+Space. */

import { acceptCompletion, autocompletion, pickedCompletion, snippet, startCompletion } from "@codemirror/autocomplete";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { ahead } from "./ahead.js";
import { modules } from "./modules.js";
import { MOST, offersAt, taken } from "./offers.js";

const TYPED = /^[^\s,:{}[\]"'#&*!|>%@`]*$/;
/** What somebody writes before a word, or a name in a list, with nothing else on their mind. */
const ASKS = /(?:: |- |\[|, ?)$/;

/** @param {import("@codemirror/autocomplete").CompletionContext} context */
async function complete({ state, pos, explicit, view }) {
  await view?.plugin(ahead)?.caughtUp();
  const found = offersAt(state.doc.toString(), pos, state.field(modules));
  if (!found) return null;
  // A list that comes up uninvited is in the way of Enter: on a line of its own, or where a list or mapping is to begin.
  const isInvited = found.from < pos || (ASKS.test(state.sliceDoc(pos - 2, pos)) && !found.offers[0].text.startsWith("["));
  if (!explicit && !isInvited) return null;
  const options = found.offers.map((offer, number) => ({
    label: offer.label,
    offer,
    info: offer.doc || undefined,
    number,
    apply: (view, completion, from, to) => take(view, offer, completion, from, to),
  }));
  const word = state.sliceDoc(found.from, pos);
  // Of very many there are others for another word.
  const isFor = (/** @type {string} */ now) => options.length < MOST && now.startsWith(word) && TYPED.test(now);
  return { from: found.from, options, validFor: isFor };
}

/**
 * @param {import("@codemirror/view").EditorView} view
 * @param {import("./offers.js").Offer} offer
 * @param {import("@codemirror/autocomplete").Completion} completion
 * @param {number} from
 * @param {number} to
 */
function take(view, offer, completion, from, to) {
  if (offer.template) {
    return snippet(offer.template)(view, completion, from - (offer.outdent ?? 0), to);
  }
  const { cursor, ...changes } = taken(view.state.doc.toString(), from, to, offer);
  view.dispatch({
    changes,
    selection: { anchor: cursor },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
  if (offer.asks) startCompletion(view);
}

/** What stands behind a label, with a blank, for assistive technology reads both as one. */
const detail = {
  render({ offer }) {
    const dom = document.createElement("span");
    dom.className = "cm-completionDetail";
    dom.textContent = offer.detail && ` ${offer.detail}`;
    return dom;
  },
  position: 80,
};

export const completion = [
  modules,
  autocompletion({
    override: [complete],
    icons: false,
    addToOptions: [detail],
    // Equal matches keep the order of the list. There may be thousands, so names are not compared.
    compareCompletions: (a, b) => a.number - b.number,
  }),
  // Before the places to fill in of a new processor, between which Tab moves, too.
  Prec.highest(keymap.of([{ key: "Tab", run: acceptCompletion }])),
];
