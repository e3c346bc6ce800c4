/** What can stand behind `module:`: the names that the page knows. */

import { autocompletion } from "@codemirror/autocomplete";
import { StateEffect, StateField } from "@codemirror/state";

/** @type {import("@codemirror/state").StateEffectType<string[]>} */
export const moduleNames = StateEffect.define();

const known = StateField.define({
  create: () => /** @type {string[]} */ ([]),
  update: (names, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(moduleNames) ? effect.value : now), names),
});

/** @param {import("@codemirror/autocomplete").CompletionContext} context */
function complete(context) {
  // In a line of its own or between braces; a name has no spaces.
  const before = context.matchBefore(/(?:^|[\s{,-])module:\s*["']?[^\s"',}]*/);
  if (!before) return null;
  const typed = /[^\s"':,}]*$/.exec(before.text)[0];
  return {
    from: context.pos - typed.length,
    options: context.state.field(known).map((label) => ({ label, type: "text" })),
    validFor: /^[^\s"',}]*$/,
  };
}

export const modules = [known, autocompletion({ override: [complete], icons: false })];
