import type { Json, JsonObject } from "../../../../core/json.ts";

/** What is compared, what is written, what is read, and the gaps: rule, `?` if it is allowed, and pointer. */
export type Vector = readonly [name: string, written: Json, read: Json, gaps: readonly string[]];

export const DRAFT_7 = { $schema: "http://json-schema.org/draft-07/schema#" };
export const TEXT = { type: "string" };
export const WHOLE = { type: "integer" };
export const TREE = object({ name: TEXT, children: array({ items: { $ref: "#" } }) });

export function object(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: "object", properties, ...more };
}

export function closed(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return object(properties, { ...more, additionalProperties: false });
}

export function array(more: JsonObject): JsonObject {
  return { type: "array", ...more };
}

/** One of several kinds of objects, by name. */
export function kind(name: string, more: JsonObject = {}): JsonObject {
  return object({ kind: { const: name }, ...more }, { required: ["kind"] });
}
