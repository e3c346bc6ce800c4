/** How the text has changed since something was found out of it: places of that time, moved to where they are now. */

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
