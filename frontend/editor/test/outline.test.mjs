// The reader of incomplete text: it finds the existing parts, agrees with complete files, and accepts any text.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { outline, readAhead } from "../src/outline.js";
import { processors } from "../src/processors.js";

/** A node as plain values. */
function plain(node) {
  if (node === null) return null;
  if (node.kind === "scalar") return node.text;
  if (node.kind === "list") return node.items.map(({ value }) => plain(value));
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}

for (const [title, text, expected] of [
  ["nothing", "", null],
  ["comments alone", "# a\n\n  # b\n", null],
  ["values and comments", "a: 1 # one\nb: x#y\nc:\n", { a: "1", b: "x#y", c: null }],
  ["nested mappings", "a:\n  b:\n    c: d\n  e: f\n", { a: { b: { c: "d" }, e: "f" } }],
  ["lists at the indentation of their key", "a:\n- 1\n- 2\nb: 3\n", { a: ["1", "2"], b: "3" }],
  ["lists of lists", "a:\n  - - 1\n    - 2\n  -\n    - 3\n", { a: [["1", "2"], ["3"]] }],
  ["items of mappings", "- a: 1\n  b:\n    c: 2\n- d: 3\n", [{ a: "1", b: { c: "2" } }, { d: "3" }]],
  ["quotes", `a: "x: \\"y\\" #"\nb: 'it''s'\n"c d": e\n`, { a: 'x: "y" #', b: "it's", "c d": "e" }],
  ["brackets over lines", "a: [1,\n  { b: c,\n    d: }, # e\n  f]\ng: h\n", { a: ["1", { b: "c", d: null }, "f"], g: "h" }],
  ["texts of lines", "a: |\n  b: c\n\n  - d\ne: >-\n  f\n", { a: "|\n  b: c\n\n  - d", e: ">-\n  f" }],
  ["values that go on", "a: b\n  c\nd: e\n", { a: "b c", d: "e" }],
  ["anchors, tags and aliases", "a: &x !!str b\nc: *x\n", { a: "b", c: "*x" }],
  ["a document marker", "--- # begins\na: b\n...\n", { a: "b" }],
  ["half a key", "a: b\nc\nd: e\n", { a: "b", c: null, d: "e" }],
  ["half a key first", "c\nd: e\n", { c: null, d: "e" }],
  ["open brackets", "a: [b, { c: d\ne: f\n", { a: ["b", { c: "d" }], e: "f" }],
  ["open brackets before an item", "a:\n  - [b\n  - c\n", { a: [["b"], "c"] }],
  ["open quotes", `a: "b\nc: d\n`, { a: "b", c: "d" }],
  ["lines that are indented too far", "a:\n  b: [c]\n      d: e\n  f: g\n", { a: { b: ["c"], f: "g" } }],
  ["brackets that close at the margin", "a:\n  - {\n      b: c\n  }\n  - [\n      d\n]\n", { a: [{ b: "c" }, ["d"]] }],
  ["items with comments at the margin", "a:\n  - b: c\n# d\n    e: f\n  # g\n  - h\n", { a: [{ b: "c", e: "f" }, "h"] }],
  ["open quotes before an item", `a:\n  - b: "c\n  - d: "e"\n`, { a: [{ b: "c" }, { d: "e" }] }],
  ["an item without its dash", "a:\n  - b\n  c\n  - d\n", { a: ["b", "c", "d"] }],
]) {
  test(`reads: ${title}`, () => assert.deepEqual(plain(outline(text)), expected));
}

test("the examples are read correctly", () => {
  const folder = new URL("../../../public/examples/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  assert.ok(files.length > 5);
  for (const name of files) {
    const text = readFileSync(new URL(name, folder), "utf8");
    const found = processors(outline(text));
    const ids = [...text.matchAll(/^ *- (?:\{ )?id: ([\w-]+)/gm)].map(([, id]) => id);
    assert.deepEqual(found.map(({ id }) => id), ids, name);
    for (const { from, to, id } of found) {
      assert.match(text.slice(from, to), new RegExp(`^- (\\{ )?id: ${id}\\b`), name);
    }
  }
});

test("accepts any text, at any depth and truncated anywhere", () => {
  for (const part of ["[", "{a: ", "- ", "a:\n", '"', "'", "|\n ", "? ", ":", "&", "- - a: {", "\t"]) {
    outline(part.repeat(5_000));
  }
  const text = readFileSync(new URL("../../../public/examples/fan-out.yaml", import.meta.url), "utf8");
  for (let end = 0; end < text.length; end += 1) outline(text.slice(0, end));
  for (let start = 0; start < text.length; start += 7) outline(text.slice(start));
});

test("the cache of the last text does not affect the next", () => {
  const folder = new URL("../../../public/examples/", import.meta.url);
  const parts = ["- ", "\n", " ", "id: a", "[", "}", '"', "#", ": ", "  - {id: b}\n", "|"];
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
    let text = readFileSync(new URL(name, folder), "utf8");
    outline(text);
    for (let edit = 0; edit < 22; edit += 1) {
      const at = (edit * 7919) % text.length;
      text = text.slice(0, at) + parts[edit % parts.length] + text.slice(at + (edit % 3));
      const next = outline(text);
      outline("");
      assert.deepEqual(next, outline(text), `${name}, edit ${edit}`);
    }
  }
});

test("a text is read item by item, and its outline is the same", () => {
  const text = readFileSync(new URL("../../../public/examples/fan-out.yaml", import.meta.url), "utf8");
  const expected = outline(text);
  outline("");
  const items = [...readAhead(text)];
  assert.deepEqual(items.map(({ from, to }) => [from, to]), processors(expected).map(({ from, to }) => [from, to]));
  const known = outline(text);
  assert.deepEqual(known, expected);
  assert.ok(processors(known).every(({ node }, number) => node === items[number].value), "nothing is read twice");
});

test("of a text that was changed at one place, one item is read again", () => {
  const item = (id) => `  - id: ${id}\n    type: local # ${"- x: ".repeat(id % 3)}\n`;
  const text = `processors:\n${Array.from({ length: 50 }, (_, id) => item(id)).join("")}strategy: level\n`;
  const nodes = (/** @type {string} */ text) => processors(outline(text)).map(({ node }) => node);
  for (const [at, cut, put] of [
    [text.indexOf("id: 7\n") + 4, 0, "1"],
    [text.indexOf("id: 49\n") + 4, 1, ""],
    [text.indexOf("id: 0\n"), 0, "a: b, "],
    [text.indexOf("id: 20\n") + 6, 0, "\n"],
  ]) {
    const before = nodes(text);
    const after = nodes(text.slice(0, at) + put + text.slice(at + cut));
    assert.equal(after.filter((node) => !before.includes(node)).length, 1, put);
  }
});
