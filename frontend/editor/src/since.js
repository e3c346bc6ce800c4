/** The changes of the text since a result was computed, to move its positions to the present text. */

import { ChangeSet, StateField } from "@codemirror/state";

/**
 * A field of the changes since the last transaction with an effect of this type.
 *
 * @param {import("@codemirror/state").StateEffectType<any>} effectType
 */
export const changesSince = (effectType) =>
  StateField.define({
    create: ({ doc }) => ChangeSet.empty(doc.length).desc,
    update(changes, transaction) {
      if (transaction.effects.some((effect) => effect.is(effectType))) return ChangeSet.empty(transaction.newDoc.length).desc;
      return transaction.docChanged ? changes.composeDesc(transaction.changes.desc) : changes;
    },
  });
