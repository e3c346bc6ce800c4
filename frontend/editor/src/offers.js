/** Completions at a position, and the text after one is accepted. Plain functions of the text. */

import { WORD_AFTER, writing } from "./place.js";
import { dependents, descriptions } from "./processors.js";
import { defaultOf, implied, isOf, optionsDoc, words } from "./schema.js";

/**
 * @typedef {object} Offer
 * @property {string} label
 * @property {string} detail A word or two next to the label.
 * @property {string} doc Its explanation, in sentences.
 * @property {string} text The text to insert.
 * @property {string} after Text to insert after it, unless it is a key with a colon already.
 * @property {number} back How far before the end the cursor is placed.
 * @property {boolean} asks Whether completions should open again.
 * @property {string} [template] A snippet instead, with `#{}` as fields and tabs as levels of indentation.
 * @property {number} [outdent] How many blanks before the word to replace, too.
 */

/** Texts that need no quotes, even in brackets. */
const PLAIN = /^[A-Za-z_][\w./-]*( [\w./-]+)*$/;
const NO_TEXT = /^(true|false|null|yes|no|on|off)$/i;

/** @param {string} text */
const written = (text) => (PLAIN.test(text) && !NO_TEXT.test(text) ? text : JSON.stringify(text));

/** @param {string} label @param {Partial<Offer>} more @returns {Offer} */
const offer = (label, more) => ({ label, detail: "", doc: "", text: label, after: "", back: 0, asks: false, ...more });

/** The maximum number of processors to list. With more, only ids with the typed word are listed, prefix matches first. */
export const MOST = 1000;

/**
 * @param {string} text
 * @param {number} offset
 * @param {string[]} modules The names of the available modules.
 * @returns {{ from: number, offers: Offer[] } | null} The most likely first.
 */
export function offersAt(text, offset, modules) {
  const found = writing(text, offset);
  if (!found) return null;
  const { from, place } = found;
  const column = from - (text.lastIndexOf("\n", from - 1) + 1);
  const isAlone = /^[ \t]*$/.test(text.slice(from - column, from));
  // Directly after a colon a blank is missing; after an opening quote, the quoted text.
  const lead = text[from - 1] === ":" ? " " : "";
  const isQuoted = /["']/.test(text[from - 1] ?? "");
  const word = text.slice(from, offset);
  const offers = around(place, word, column, isAlone, modules).map((each) => ({
    ...each,
    text: lead + (isQuoted ? each.label : each.text),
  }));
  return offers.length === 0 ? null : { from, offers };
}

/**
 * @param {import("./place.js").Place} place
 * @param {string} word The text up to the cursor.
 * @param {number} column
 * @param {boolean} isAlone Whether nothing comes before it on its line.
 * @param {string[]} modules
 * @returns {Offer[]}
 */
function around(place, word, column, isAlone, modules) {
  const { path, schema } = place;
  const holder = path.at(-1);
  if (place.isKey) {
    const inProcessor = isAlone && isProcessor(path);
    return [...keys(holder, column), ...(inProcessor ? [anotherProcessor(path)] : [])];
  }
  const ofMap = { node: null, schema: schema && implied(schema, null) };
  const inBlockList = holder?.node.kind === "list" && !holder.node.flow;
  if (isOf(schema, "object")) {
    // There can be no key after a colon on the same line.
    if (!inBlockList) return isAlone ? keys(ofMap, column) : [];
    if (isAlone) return [processor("- ")];
    return [...keys(ofMap, column), ...(isProcessors(path) ? [processor("")] : [])];
  }
  if (isOf(schema, "array")) {
    if (isAlone && place.path.length === 1) return [processor("- ")];
    const of = values({ ...place, schema: schema?.items }, word, modules);
    return of.map((each) => ({ ...each, text: isAlone ? `- ${each.text}` : `[${each.text}]` }));
  }
  const of = values(place, word, modules);
  return inBlockList && isAlone ? of.map((each) => ({ ...each, text: `- ${each.text}` })) : of;
}

/** Whether a path leads to an item of the processors. @param {import("./place.js").Step[]} path */
const isProcessors = (path) => path.length === 2 && path[0].step === "processors" && path[1].node.kind === "list";

/** Whether a path leads to a key of a processor. @param {import("./place.js").Step[]} path */
const isProcessor = (path) => path.length === 3 && isProcessors(path.slice(0, 2));

/** @param {string} dash @param {string} indent The indentation of the lines after the first. @returns {Offer} */
const processor = (dash, indent = "\t") =>
  offer("new processor", {
    detail: "snippet",
    doc: "A list item with an id and a local processor.",
    template: `${dash}id: #{}\n${indent}type: local\n${indent}processor: #{}\n${indent}#{}`,
  });

/** The next processor, at a position where a key of the previous one would also be possible. @param {import("./place.js").Step[]} path @returns {Offer} */
function anotherProcessor(path) {
  const { from, base, value } = path[1].node.items[path[1].step];
  const dash = "- ".padEnd(value ? base + value.from - from : 0);
  return { ...processor(dash, ""), outdent: dash.length };
}

/**
 * The keys that may follow, required ones first.
 *
 * @param {{ node: import("./outline.js").Node | null, schema?: import("./schema.js").Schema }} holder
 * @param {number} column
 */
function keys({ node, schema }, column) {
  const present = new Set(node?.kind === "map" ? node.entries.map(({ key }) => key.text) : []);
  const inFlow = node?.kind === "map" && node.flow;
  const required = schema?.required ?? [];
  const isOffered = (key, { deprecated }) => !present.has(key) && !deprecated && !schema.useless?.includes(key);
  const rank = (key) => (required.includes(key) ? required.indexOf(key) : required.length);
  return Object.entries(schema?.properties ?? {})
    .filter(([key, value]) => isOffered(key, value))
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([key, value]) => {
      const standard = defaultOf(value);
      const line = `\n${" ".repeat(column + 2)}`;
      const [after, back] = isOf(value, "array")
        ? inFlow ? [": []", 1] : [`:${line}- `, 0]
        : isOf(value, "object")
          ? inFlow ? [": {  }", 2] : [`:${line}`, 0]
          : [": ", 0];
      const detail = required.includes(key) ? "required" : standard ? `default ${standard}` : "";
      return offer(key, { detail, doc: value.description, after, back, asks: true });
    });
}

/**
 * @param {import("./place.js").Place} place
 * @param {string} word
 * @param {string[]} modules
 * @returns {Offer[]}
 */
function values({ root, path, schema }, word, modules) {
  const inProcessor = isProcessor(path.slice(0, 3));
  if (inProcessor && path[2].step === "depends_on") return dependencies(root, path, word);
  if (inProcessor && path[2].step === "module") return modules.map((name) => offer(name, { text: written(name) }));
  const standard = defaultOf(schema);
  return words(schema).map(({ word, doc }) => {
    const options = path.length === 3 && path[2].step === "processor" ? optionsDoc(word) : "";
    return offer(word, { doc: `${doc} ${options}`.trim(), detail: word === standard ? "default" : "" });
  });
}

/**
 * The processors that this one does not depend on yet and can depend on.
 *
 * @param {import("./outline.js").Node | null} root
 * @param {import("./place.js").Step[]} path
 * @param {string} word
 */
function dependencies(root, path, word) {
  const all = descriptions(root);
  const { id, dependsOn } = all[path[1].step];
  const out = new Set(id === null ? dependsOn : [...dependsOn, ...dependents(all, id)]);
  let rest = all.filter((each) => each.id && !out.has(each.id));
  if (rest.length > MOST) {
    const at = ({ id }) => id.indexOf(word);
    rest = [...rest.filter((each) => at(each) === 0), ...rest.filter((each) => at(each) > 0)];
  }
  /** @type {Map<string, import("./processors.js").Described>} */
  const offered = new Map();
  for (const each of rest) {
    if (offered.size === MOST) break;
    offered.set(each.id, each);
  }
  return [...offered].map(([id, { summary }]) => offer(id, { text: written(id), doc: summary }));
}

/**
 * The change that replaces the range from `from` to `to` with an offer, and the cursor after that.
 *
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {Offer} offer
 */
export function taken(text, from, to, { text: own, after, back }) {
  const rest = text.slice(to, to + 200);
  const [word] = WORD_AFTER.exec(rest);
  const hasColon = after !== "" && /^[ \t]*:/.test(rest.slice(word.length));
  const insert = hasColon ? own : own + after;
  return { from, to: to + word.length, insert, cursor: from + insert.length - (hasColon ? 0 : back) };
}
