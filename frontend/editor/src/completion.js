/** The list of completions at the cursor: while typing, and with Ctrl+Space. */

import { acceptCompletion, autocompletion, pickedCompletion, snippet, startCompletion } from "@codemirror/autocomplete";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { ahead } from "./ahead.js";
import { modules } from "./modules.js";
import { MOST, offersAt, taken } from "./offers.js";

const TYPED = /^[^\s,:{}[\]"'#&*!|>%@`]*$/;
/** Text after which users most likely want a word, or a name in a list. */
const ASKS = /(?:: |- |\[|, ?)$/;

/** @param {import("@codemirror/autocomplete").CompletionContext} context */
async function complete({ state, pos, explicit, view }) {
  await view?.plugin(ahead)?.caughtUp();
  const found = offersAt(state.doc.toString(), pos, state.field(modules));
  if (!found) return null;
  // A list that opens unasked gets in the way of Enter: on an empty line, or where a list or mapping begins.
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
  // A longer word may match others, if the list was cut.
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

/** The detail after a label, with a blank, because assistive technology reads both as one text. */
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
  // Before the fields of a new processor, between which Tab moves too.
  Prec.highest(keymap.of([{ key: "Tab", run: acceptCompletion }])),
];
