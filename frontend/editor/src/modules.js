/** The names of the modules known to the page. */

import { StateEffect, StateField } from "@codemirror/state";

/** @type {import("@codemirror/state").StateEffectType<string[]>} */
export const moduleNames = StateEffect.define();

export const modules = StateField.define({
  create: () => /** @type {string[]} */ ([]),
  update: (names, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(moduleNames) ? effect.value : now), names),
});
