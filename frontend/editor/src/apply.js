/** Changes of the text from outside: one undo step each; cursor and scroll position stay at their text. */

import { isolateHistory } from "@codemirror/commands";
import { clampRange } from "./clamp.js";

/**
 * @typedef {object} Change
 * @property {number} from
 * @property {number} to
 * @property {string} insert
 */

/**
 * The transaction of these changes; all offsets refer to the present text.
 *
 * @param {import("@codemirror/state").EditorState} state
 * @param {Change[]} changes
 */
export const applied = (state, changes) =>
  state.update({
    changes: changes.map(({ from, to, insert }) => ({ ...clampRange(state, from, to), insert: state.toText(insert) })),
    annotations: isolateHistory.of("full"),
    userEvent: "apply",
  });
