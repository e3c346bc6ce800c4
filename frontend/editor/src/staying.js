/** A tooltip that stays until the cursor moves, the text changes, or it is closed. */

import { StateEffect, StateField } from "@codemirror/state";
import { showTooltip } from "@codemirror/view";

/** The field for such a tooltip, and the effect that shows one or, with `null`, closes it. */
export function stayingTooltip() {
  /** @type {import("@codemirror/state").StateEffectType<import("@codemirror/view").Tooltip | null>} */
  const show = StateEffect.define();
  const shown = StateField.define({
    create: () => null,
    update(tooltip, transaction) {
      for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
      return transaction.docChanged || transaction.selection ? null : tooltip;
    },
    provide: (field) => showTooltip.from(field),
  });
  return { show, shown };
}
