/** Explains the key or word at a position. Plain functions of the text. */

import { standing } from "./place.js";
import { dependents, processors } from "./processors.js";
import { defaultOf, isOf, optionsDoc, words } from "./schema.js";

/**
 * @typedef {object} Docs
 * @property {number} from
 * @property {number} to
 * @property {string} title
 * @property {string[]} lines A sentence or two each.
 */

/**
 * @param {string} text
 * @param {import("./outline.js").Node | null} root
 * @param {number} offset
 * @returns {Docs | null}
 */
export function docsAt(text, root, offset) {
  const place = standing(root, offset);
  if (!place) return null;
  const { scalar, path, schema } = place;
  const docs = (title, lines) => ({ from: scalar.from, to: scalar.to, title, lines: lines.filter(Boolean) });
  if (place.isKey) {
    if (!schema?.description) return null;
    const isRequired = path.at(-1).schema?.required?.includes(scalar.text);
    return docs(scalar.text, [schema.description, isRequired && "Required.", ...allowed(schema)]);
  }
  const word = words(schema).find((each) => each.word === scalar.text);
  if (word?.doc) return docs(scalar.text, [word.doc, path.at(-1).step === "processor" && optionsDoc(scalar.text)]);
  if (path[0]?.step !== "processors") return null;
  const key = path[2]?.step;
  if (key === "depends_on") {
    const all = processors(root);
    const found = all.find(({ id }) => id === scalar.text);
    if (!found) return docs(scalar.text, ["There is no processor with this id."]);
    const line = text.slice(0, found.from).split("\n").length;
    return docs(scalar.text, [found.summary, `In line ${line}.`]);
  }
  if (key === "id" && path.length === 3) {
    const direct = processors(root).filter(({ dependsOn }) => dependsOn.includes(scalar.text));
    const further = dependents(processors(root), scalar.text).size - 1 - direct.length;
    const names = direct.slice(0, NAMED).map(({ id }) => id).join(", ");
    const more = direct.length > NAMED ? ` and ${direct.length - NAMED} more` : "";
    return docs(scalar.text, [
      direct.length === 0 ? "No dependents." : `Dependents: ${names}${more}.`,
      further > 0 && `Indirect dependents: ${further}.`,
    ]);
  }
  return null;
}

/** How many dependents are named. */
const NAMED = 5;

/** The allowed values of a key, and its default. @param {import("./schema.js").Schema} schema */
function allowed(schema) {
  const list = words(schema).map(({ word }) => word);
  const standard = defaultOf(schema);
  const { minimum, maximum } = schema;
  const number = (/** @type {number} */ value) => value.toLocaleString("en");
  return [
    list.length > 0 && `One of: ${list.join(", ")}.`,
    minimum !== undefined && `A whole number from ${number(minimum)}${maximum > 1e15 ? "" : ` to ${number(maximum)}`}.`,
    isOf(schema, "array") && schema.items?.type === "string" && "A list of texts.",
    standard !== null && `Default: ${standard}.`,
  ];
}
