import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../../core/json.ts";
import { ownName } from "./dialect.ts";
import type { SchemaDocument, SchemaNode } from "./schema-node.ts";

/** Where definitions stand, which a part of a schema takes along. */
const DEFINITIONS = ["$defs", "definitions"];
const TO_DEFINITION = /^#\/(\$defs|definitions)\//;

/**
 * Keywords of a schema as a schema of their own; `undefined` if they refer to more than the definitions of
 * their document.
 */
export function separate(node: SchemaNode, keywords: readonly string[]): JsonObject | undefined {
  const { document, value } = node;
  const names = keywords.map((keyword) => ownName(value, document.dialect, keyword));
  const $schema = isJsonObject(document.value) ? only(document.value, ["$schema"]) : {};
  const own = isJsonObject(value) ? only(value, names) : {};
  const refs = refsIn(own);
  if (refs.length === 0) return { ...$schema, ...own };
  const definitions = definitionsOf(document);
  const isWhole = [...refs, ...refsIn(definitions)].every((ref) => TO_DEFINITION.test(ref));
  return isWhole ? { ...$schema, ...definitions, allOf: [own] } : undefined;
}

/** Whether it can be seen by their text that keywords mean the same in two schemas. */
export function areEqual(a: SchemaNode, b: SchemaNode, keywords: readonly string[]): boolean {
  if (a.document.dialect !== b.document.dialect) return false;
  if (!keywords.every((keyword) => isEqual(a.keywords[keyword], b.keywords[keyword]))) return false;
  const refs = a.document === b.document ? [] : refsIn(only(b.keywords, keywords));
  if (refs.length === 0) return true;
  return (
    refs.every((ref) => TO_DEFINITION.test(ref)) && haveSameDefinitions(a.document, b.document)
  );
}

const compared = new WeakMap<SchemaDocument, WeakMap<SchemaDocument, boolean>>();

function haveSameDefinitions(a: SchemaDocument, b: SchemaDocument): boolean {
  const known = compared.get(a) ?? new WeakMap<SchemaDocument, boolean>();
  compared.set(a, known);
  const definitions = definitionsOf(a);
  const isSame =
    known.get(b) ??
    (jsonEqual(definitions, definitionsOf(b)) &&
      refsIn(definitions).every((ref) => TO_DEFINITION.test(ref)));
  known.set(b, isSame);
  return isSame;
}

function definitionsOf({ value }: SchemaDocument): JsonObject {
  return isJsonObject(value) ? only(value, DEFINITIONS) : {};
}

function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  return a === undefined || b === undefined ? a === b : jsonEqual(a, b);
}

function only(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

/** All that looks like a reference, be it in a constant. */
function refsIn(value: Json): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const { $ref, $dynamicRef } = isJsonObject(value) ? value : {};
  const own = [$ref, $dynamicRef].filter((ref) => ref !== undefined);
  const texts = own.map((ref) => (typeof ref === "string" ? ref : ""));
  return [...texts, ...Object.values(value).flatMap(refsIn)];
}
