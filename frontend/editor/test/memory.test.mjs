// The undo history is bounded by its size.

import assert from "node:assert/strict";
import { test } from "node:test";
import { history, historyField } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { newest } from "../src/memory.js";

/** The steps of a text that has been replaced by others, one after another. */
function steps(lengths) {
  let state = EditorState.create({ doc: "x".repeat(lengths[0]), extensions: history() });
  for (const length of lengths.slice(1)) {
    const changes = { from: 0, to: state.doc.length, insert: "x".repeat(length) };
    state = state.update({ changes, userEvent: "replace" }).state;
  }
  return state.field(historyField).done;
}

test("the newest steps that fit are kept", () => {
  const done = steps([10, 20, 30, 40, 50]);
  assert.equal(done.length, 4);
  assert.equal(newest(done, 1000).length, 4);
  assert.equal(newest(done, 100).length, 4);
  assert.equal(newest(done, 99).length, 3);
  assert.equal(newest(done, 70).length, 2);
  assert.equal(newest(done, 69).length, 1);
});

test("the last step is always kept", () => {
  assert.equal(newest(steps([500, 1]), 10).length, 1);
  assert.equal(newest(steps([500, 1, 2]), 10).length, 1);
  assert.equal(newest([], 10).length, 0);
});

