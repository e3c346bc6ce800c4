/**
 * A range clamped to the document: a request may refer to an older text.
 *
 * @param {import("@codemirror/state").EditorState} state
 * @param {number} from
 * @param {number} to
 */
export function clampRange(state, from, to) {
  const clamp = (/** @type {number} */ offset) => Math.min(Math.max(Math.trunc(offset) || 0, 0), state.doc.length);
  const start = clamp(from);
  return { from: start, to: Math.max(start, clamp(to)) };
}
