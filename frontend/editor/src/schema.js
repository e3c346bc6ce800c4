/** The published schema of workflow files at a position in a file. It is the only list of keys and words. */

import schema from "../../../public/workflow.schema.json" with { type: "json" };
import { textOf } from "./outline.js";

/**
 * @typedef {object} Schema The part of JSON Schema that the file uses.
 * @property {string} [description]
 * @property {unknown} [default]
 * @property {string | string[]} [type]
 * @property {string[]} [enum]
 * @property {{ const: string, description?: string }[]} [oneOf]
 * @property {Schema[]} [anyOf]
 * @property {Record<string, Schema>} [properties]
 * @property {string[]} [required]
 * @property {Schema} [items]
 * @property {Schema} [additionalProperties]
 * @property {{ if: Condition, then: Schema }[]} [allOf]
 * @property {string[]} [useless] Keys that currently have no effect.
 * @property {boolean} [deprecated]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @typedef {{ properties: Record<string, { const: string }> }} Condition
 */

/** The schema of a whole file. @type {Schema} */
export const whole = schema;

/**
 * The schema of a mapping with what its own values imply: `then` of every condition that holds. Keys for other values
 * only are useless.
 *
 * @param {Schema} schema
 * @param {import("./outline.js").Node | null} node
 * @returns {Schema}
 */
export function implied(schema, node) {
  const alternative = schema.anyOf?.find(({ properties }) => properties);
  if (alternative) return { ...alternative, description: schema.description };
  if (!schema.allOf) return schema;
  const properties = { ...schema.properties };
  const required = [...(schema.required ?? [])];
  const useless = [];
  for (const { if: condition, then } of schema.allOf) {
    const [[key, { const: value }]] = Object.entries(condition.properties);
    const text = textOf(node, key);
    if (text !== value) {
      if (text !== null) useless.push(...(then.required ?? []));
      continue;
    }
    required.push(...(then.required ?? []));
    for (const [key, more] of Object.entries(then.properties ?? {})) properties[key] = { ...properties[key], ...more };
  }
  return { ...schema, properties, required, useless };
}

/**
 * The schema of the value of a key or of the items of a list.
 *
 * @param {Schema | undefined} schema That of the mapping or list, with what it implies.
 * @param {string | number} step
 * @returns {Schema | undefined}
 */
export const within = (schema, step) =>
  typeof step === "number" ? schema?.items : (schema?.properties?.[step] ?? schema?.additionalProperties);

/** Whether it accepts values of this type. @param {Schema | undefined} schema @param {string} type */
export const isOf = (schema, type) => [schema?.type].flat().includes(type) || Boolean(schema?.anyOf?.some((of) => isOf(of, type)));

/**
 * The allowed words, each with its meaning.
 *
 * @param {Schema | undefined} schema
 * @returns {{ word: string, doc: string }[]}
 */
export function words(schema) {
  if (schema?.oneOf) return schema.oneOf.map(({ const: word, description = "" }) => ({ word, doc: description }));
  if (schema?.enum) return schema.enum.map((word) => ({ word, doc: "" }));
  return isOf(schema, "boolean") ? ["true", "false"].map((word) => ({ word, doc: "" })) : [];
}

/** The options of a local processor, in a sentence each. @param {string} name */
export function optionsDoc(name) {
  const { allOf } = whole.properties.processors.items;
  const { then } = allOf.find(({ if: { properties } }) => properties.processor?.const === name) ?? {};
  return Object.entries(then?.properties.options.properties ?? {})
    .map(([key, option]) => `Option ${key}: ${option.description}; default ${defaultOf(option)}.`)
    .join(" ");
}

/** The default of a key, as written in a file. @param {Schema | undefined} schema */
export function defaultOf(schema) {
  const value = schema?.default;
  if (value === undefined) return null;
  return typeof value === "string" && !/^[\w-]+$/.test(value) ? JSON.stringify(value) : String(value);
}
