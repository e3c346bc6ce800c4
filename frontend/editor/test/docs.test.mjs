// The help for the key or word at a position, marked by `|`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { docsAt } from "../src/docs.js";
import { outline } from "../src/outline.js";

const FILE = `strategy: level
processors:
  - id: first
    type: local
    processor: prefix_suffix_adder
    options: { prefix: x }
  - { id: second, type: local, processor: reverse_text, depends_on: [first] }
  - { id: third, type: local, processor: reverse_text, depends_on: [second, nobody] }
`;

for (const [title, at, expected] of [
  ["a key", "strat|egy", /^strategy\nDecides which ready processor starts next\.\nRequired\.\nOne of: work_queue, level, reactive, hybrid\.$/],
  ["a word", "le|vel", /^level\nOne level after another/],
  ["a type", "type: loc|al\n", /^local\nA built-in processor/],
  ["a local processor and its options", "prefix_suf|fix_adder", /^prefix_suffix_adder\nTransform: .*\nOption prefix: the text to add before; default "\["/],
  ["an option, in braces", "pre|fix: x", /^prefix\nthe text to add before\nDefault: "\["\.$/],
  ["an id", "id: fir|st", /^first\nDependents: second\.\nIndirect dependents: 1\.$/],
  ["an id that nothing depends on", "id: thi|rd", /^third\nNo dependents\.$/],
  ["a dependency", "[fir|st]", /^first\nA processor: prefix_suffix_adder\.\nIn line 3\.$/],
  ["a dependency on nothing", "no|body", /^nobody\nThere is no processor with this id\.$/],
  ["the end of a word", "level|\n", /^level\n/],
]) {
  test(`explains: ${title}`, () => {
    const context = at.replace("|", "");
    const offset = FILE.indexOf(context) + at.indexOf("|");
    assert.ok(FILE.includes(context));
    const docs = docsAt(FILE, outline(FILE), offset);
    assert.match([docs.title, ...docs.lines].join("\n"), expected);
    assert.equal(FILE.slice(docs.from, docs.to), docs.title);
  });
}

test("does not explain numbers, comments and unknown keys", () => {
  const text = "executor_options: { max_concurrency: 4 } # strategy\ncolour: red\n";
  for (const at of ["4", "strategy", "colour", "red"]) {
    assert.equal(docsAt(text, outline(text), text.indexOf(at)), null, at);
  }
});

test("gives the range and the default of a number", () => {
  const text = "executor_options:\n  max_concurrency: 4\n";
  assert.deepEqual(docsAt(text, outline(text), 22).lines.slice(1), ["A whole number from 1 to 10,000.", "Default: 4."]);
});
