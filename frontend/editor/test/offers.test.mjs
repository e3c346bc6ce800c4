// The completions at a position, marked by `|`, and the text after one is accepted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { offersAt, taken } from "../src/offers.js";

const MODULES = ["rle.wasm", "my module.wasm"];

/** @param {string} marked */
function at(marked) {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const found = offersAt(text, offset, MODULES);
  const typed = found ? text.slice(found.from, offset) : "";
  const offers = found?.offers.filter(({ label }) => label.startsWith(typed)) ?? [];
  return { text, offset, from: found?.from, offers, labels: offers.map(({ label }) => label) };
}

const HEAD = "strategy: level\nprocessors:\n";
const ITEM = `${HEAD}  - id: a\n    type: local\n    processor: reverse_text\n`;
const PROCESSORS = [
  "change_text_case_upper", "change_text_case_lower", "change_text_case_proper", "change_text_case_title", "reverse_text",
  "prefix_suffix_adder", "token_counter", "word_frequency_analyzer",
];
const OPTIONAL = ["depends_on", "options", "retry", "simulate", "timeout_ms", "wasm", "new processor"];
const THREE = `${HEAD}  - { id: a, type: local }\n  - { id: b, type: local, depends_on: [a] }\n  - { id: c, type: local, depends_on: [b] }\n`;

for (const [title, marked, expected] of [
  ["an empty file", "|", ["strategy", "processors", "executor_options", "failure_strategy", "wasm"]],
  ["what is there is left out", "strategy: level\n|", ["processors", "executor_options", "failure_strategy", "wasm"]],
  ["what comes later in the file is left out, too", "|\nstrategy: level\nprocessors: []", ["executor_options", "failure_strategy", "wasm"]],
  ["half a key", "str|", ["strategy"]],
  ["half a key before others", "fail|\nstrategy: level\n", ["failure_strategy"]],
  ["in the middle of a key", "str|ategy: level\n", ["strategy"]],
  ["after comments and a marker", "# a workflow\n---\n\n|", ["strategy", "processors", "executor_options", "failure_strategy", "wasm"]],
  ["nothing in a comment", "# str|", []],
  ["nothing in a comment behind a value", "strategy: level # l|", []],
  ["the words of a key", "strategy: |", ["work_queue", "level", "reactive", "hybrid"]],
  ["half a word", "strategy: re|\n", ["reactive"]],
  ["straight after a colon", "strategy:|", ["work_queue", "level", "reactive", "hybrid"]],
  ["in quotes", 'strategy: "h|"', ["hybrid"]],
  ["in quotes that are open", "failure_strategy: 'f|\nstrategy: level\n", ["fail_fast"]],
  ["nothing after a whole value", "strategy: level and |", []],
  ["a value on the next line", "strategy:\n  |", ["work_queue", "level", "reactive", "hybrid"]],
  ["keys of a mapping", "executor_options:\n  |", ["max_concurrency", "priority", "retry_attempts", "timeout_seconds"]],
  ["keys of a mapping between others", "executor_options:\n  max_concurrency: 2\n  |\n  priority: fifo\nstrategy: level\n", ["retry_attempts", "timeout_seconds"]],
  ["words of an inner key", "executor_options:\n  priority: |", ["rank", "critical_path", "fifo"]],
  ["nothing where a number is", "executor_options:\n  max_concurrency: |", []],
  ["no keys behind a colon", "executor_options: |", []],
  ["keys in braces", "executor_options: { max_concurrency: 2, | }", ["priority", "retry_attempts", "timeout_seconds"]],
  ["keys in braces that are open", "executor_options: { p|\nstrategy: level\n", ["priority"]],
  ["deep down", "wasm:\n  fuel:\n    maximum: 5\n    |", ["default", "minimum"]],
  ["the first processor", "processors:\n  |", ["new processor"]],
  ["the first processor at the margin is a key again", "processors:\n|", ["strategy", "executor_options", "failure_strategy", "wasm"]],
  ["behind a dash", "processors:\n  - |", ["id", "type", "batch_size"].slice(0, 2).concat(["depends_on", "module", "options", "processor", "retry", "simulate", "timeout_ms", "wasm", "new processor"])],
  ["behind the dash of another", `${ITEM}  - i|`, ["id"]],
  ["another processor", `${ITEM}  |`, ["new processor"]],
  ["another processor, at the margin", "processors:\n- id: a\n|", ["strategy", "executor_options", "failure_strategy", "wasm"]],
  ["what a local processor needs comes first", `${HEAD}  - id: a\n    type: local\n    |`, ["processor", ...OPTIONAL]],
  ["what a module needs comes first", `${HEAD}  - id: a\n    type: wasm\n    |`, ["module", ...OPTIONAL]],
  ["keys above existing keys", `${HEAD}  - id: a\n    |\n    type: local\n    processor: reverse_text\n`, OPTIONAL],
  ["keys of a processor in braces", `${HEAD}  - { id: a, type: local, | }`, ["processor", ...OPTIONAL.slice(0, -1)]],
  ["types", `${HEAD}  - id: a\n    type: |`, ["local", "wasm", "loadable", "grpc", "http"]],
  ["local processors", `${HEAD}  - id: a\n    type: local\n    processor: |`, PROCESSORS],
  ["half a local processor, in braces", `${HEAD}  - { id: a, type: local, processor: re|, depends_on: [] }`, ["reverse_text"]],
  ["modules", `${HEAD}  - id: a\n    type: wasm\n    module: |`, MODULES],
  ["options of the processor", `${HEAD}  - id: a\n    processor: prefix_suffix_adder\n    options:\n      |`, ["prefix", "suffix"]],
  ["options that are written above the processor", `${HEAD}  - id: a\n    options:\n      pre|\n    processor: prefix_suffix_adder\n`, ["prefix"]],
  ["options in braces", `${HEAD}  - { id: a, processor: prefix_suffix_adder, options: { prefix: x, | } }`, ["suffix"]],
  ["no options of a processor that reads none", `${ITEM}    options:\n      |`, []],
  ["options of a module", `${HEAD}  - id: a\n    type: wasm\n    options:\n      |`, ["fuel_level", "intent"]],
  ["the intent of a module", `${HEAD}  - { id: a, type: wasm, options: { intent: | } }`, ["transform", "analyze"]],
  ["what a processor can depend on", `${THREE}  - id: d\n    depends_on: [|]`, ["a", "b", "c"]],
  ["in a list that is open", `${THREE}  - id: d\n    depends_on: [a, |\n    type: local\n`, ["b", "c"]],
  ["in a list of lines", `${THREE}  - id: d\n    depends_on:\n      - a\n      - |`, ["b", "c"]],
  ["in a list of lines, without its dash", `${THREE}  - id: d\n    depends_on:\n      - a\n      |`, ["b", "c"]],
  ["in a list that is still to come", `${THREE}  - id: d\n    depends_on: |`, ["a", "b", "c"]],
  ["not what depends on it, however far", THREE.replace("id: a,", "id: a, depends_on: [|],"), []],
  ["not what it depends on already", THREE.replace("[b]", "[b, |]"), ["a"]],
  ["a pretence", `${ITEM}    simulate:\n      |`, ["duration_ms", "fail_attempts"]],
  ["a file of a program", "wasm:\n  wasi:\n    files:\n      /a.txt:\n        |", ["access", "text"]],
  ["what may be done with it", "wasm:\n  wasi:\n    files:\n      /a.txt: { access: | }", ["read", "read_write"]],
  ["nothing in a text of lines", "processors:\n  - id: |-\n".replace("|-", ">-") + "      str|", []],
  ["nothing after a dash alone", "processors:\n  -|", []],
]) {
  test(`offers: ${title}`, () => assert.deepEqual(at(marked).labels, expected));
}

for (const [title, marked, label, expected] of [
  ["a key", "str|", "strategy", "strategy: |"],
  ["a key that has its colon", "str|at: level", "strategy", "strategy|: level"],
  ["a mapping", "exec|", "executor_options", "executor_options:\n  |"],
  ["a list", `${ITEM}    dep|`, "depends_on", `${ITEM}    depends_on:\n      - |`],
  ["a list in braces", `${HEAD}  - { id: a, dep| }`, "depends_on", `${HEAD}  - { id: a, depends_on: [|] }`],
  ["a mapping in braces", `${HEAD}  - { id: a, ret| }`, "retry", `${HEAD}  - { id: a, retry: { | } }`],
  ["the first key of an item", "processors:\n  - |", "id", "processors:\n  - id: |"],
  ["a mapping that is the first key of an item", "processors:\n  - |", "retry", "processors:\n  - retry:\n      |"],
  ["a word", "strategy: re|\nprocessors:\n", "reactive", "strategy: reactive|\nprocessors:\n"],
  ["a word straight after a colon", "strategy:|", "level", "strategy: level|"],
  ["a word in the place of another", "strategy: le|vel\n", "level", "strategy: level|\n"],
  ["a dependency where the list is still to come", `${THREE}  - id: d\n    depends_on: |`, "b", `${THREE}  - id: d\n    depends_on: [b]|`],
  ["a dependency without its dash", `${THREE}  - id: d\n    depends_on:\n      |`, "b", `${THREE}  - id: d\n    depends_on:\n      - b|`],
  ["a name that needs quotes", `${HEAD}  - id: "x: y"\n  - { id: b, depends_on: [|] }`, "x: y", `${HEAD}  - id: "x: y"\n  - { id: b, depends_on: ["x: y"|] }`],
  ["a name that has them", `${HEAD}  - id: "x: y"\n  - { id: b, depends_on: ["|"] }`, "x: y", `${HEAD}  - id: "x: y"\n  - { id: b, depends_on: ["x: y|"] }`],
  ["a name that looks like something else", `${HEAD}  - id: "no"\n  - { id: b, depends_on: [|] }`, "no", `${HEAD}  - id: "no"\n  - { id: b, depends_on: ["no"|] }`],
]) {
  test(`takes: ${title}`, () => {
    const { text, offset, from, offers } = at(marked);
    const offer = offers.find((each) => each.label === label);
    assert.ok(offer, `${label} is not among ${offers.map((each) => each.label)}`);
    const change = taken(text, from, offset, offer);
    const result = text.slice(0, change.from) + change.insert + text.slice(change.to);
    assert.equal(`${result.slice(0, change.cursor)}|${result.slice(change.cursor)}`, expected);
  });
}

test("a completion has an explanation", () => {
  const find = (marked, label) => at(marked).offers.find((each) => each.label === label);
  assert.equal(find("|", "strategy").detail, "required");
  assert.equal(find("|", "strategy").doc, "Decides which ready processor starts next.");
  assert.equal(find("executor_options:\n  |", "max_concurrency").detail, "default 4");
  assert.match(find("strategy: |", "level").doc, /level/);
  assert.equal(find("failure_strategy: |", "fail_fast").detail, "default");
  const adder = find(`${HEAD}  - id: a\n    processor: |`, "prefix_suffix_adder").doc;
  assert.match(adder, /^Transform: .*Option prefix: the text to add before; default "\["\./);
  assert.equal(find(`${ITEM}  - { id: b, depends_on: [|] }`, "a").doc, "A processor: reverse_text.");
});

test("at most a thousand processors are listed: with more, only matches of the typed text", () => {
  const offered = (count, written) => {
    const many = Array.from({ length: count }, (_, i) => `  - { id: p${i}, type: local, depends_on: [${i ? `p${i - 1}` : ""}] }\n`);
    const text = `${HEAD}${many.join("")}  - { id: last, depends_on: [${written}`;
    return offersAt(`${text}] }`, text.length, []).offers.map(({ label }) => label);
  };
  for (const written of ["", "p99"]) assert.equal(offered(1000, written).length, 1000);
  assert.equal(offered(1001, "").length, 1000);
  assert.deepEqual(offered(1001, "99"), offered(1000, "").filter((id) => id.includes("99")));
  assert.deepEqual(offered(1101, "p10").slice(0, 3), ["p10", "p100", "p101"]);
});
