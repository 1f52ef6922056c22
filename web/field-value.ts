import { parseIJson } from "../core/i-json.ts";
import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../core/json.ts";
import type { FieldError } from "../core/problem.ts";
import { JSON_FIELD, type Field, type Member } from "./schema-fields.ts";

/** A field that can show a value as it is: the asked one, or one for any JSON. */
export function fieldFor(field: Field, value: Json | undefined): Field {
  if (value === undefined || SHOWS[field.kind](value)) return field;
  return { ...JSON_FIELD, title: field.title, hint: field.hint };
}

const SHOWS: Readonly<Record<Field["kind"], (value: Json) => boolean>> = {
  text: (value) => typeof value === "string",
  // What was typed and is no number is kept as the text that it is.
  number: (value) => typeof value === "number" || typeof value === "string",
  // A value that is none of the options is one more.
  select: () => true,
  checkbox: (value) => typeof value === "boolean",
  object: isJsonObject,
  list: Array.isArray,
  json: () => true,
};

/** The members of an object that are asked for, and then those that are there besides. */
export function membersFor(members: readonly Member[], value: Json | undefined): readonly Member[] {
  const asked = new Set(members.map(({ name }) => name));
  const there = isJsonObject(value) ? Object.keys(value) : [];
  const others = there.filter((name) => !asked.has(name));
  return [...members, ...others.map((name) => ({ name, isRequired: false, field: JSON_FIELD }))];
}

/** What a value is as text in its field. */
export function textOf({ kind }: Field, value: Json | undefined): string {
  if (value === undefined) return "";
  return kind !== "json" && typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === undefined || b === undefined ? a === b : jsonEqual(a, b);
}

/** What was typed; undefined for nothing. What is wrong is kept as a text. */
export function readText({ kind }: Pick<Field, "kind">, text: string): Json | undefined {
  if (text.trim() === "") return undefined;
  if (kind === "text") return text;
  const parsed = parseIJson(text);
  return parsed.ok && isOf(kind, parsed.value) ? parsed.value : text;
}

/** What is wrong with a text in its field, in words that follow the field's name. */
export function faultIn({ kind }: Pick<Field, "kind">, text: string): string | undefined {
  if (text.trim() === "" || kind === "text") return undefined;
  const parsed = parseIJson(text);
  if (parsed.ok && isOf(kind, parsed.value)) return undefined;
  if (kind !== "number") return "must be JSON that is kept as it is written";
  return `must be a number${Number.isNaN(Number(text)) ? "" : " that is kept as it is written"}`;
}

function isOf(kind: Field["kind"], value: Json): boolean {
  return kind !== "number" || typeof value === "number";
}

/** An object with a member changed; `undefined` takes it away. The others stay where they are. */
export function withMember(
  object: Json | undefined,
  name: string,
  value: Json | undefined,
): JsonObject {
  const members = new Map(isJsonObject(object) ? Object.entries(object) : []);
  if (value === undefined) members.delete(name);
  else members.set(name, value);
  return Object.fromEntries(members);
}

/** What an object is to the one around it: one that need not be, and has nothing, is not. */
export function orNothing(object: JsonObject, isRequired: boolean): JsonObject | undefined {
  return isRequired || Object.keys(object).length > 0 ? object : undefined;
}

/** A new item of a list. */
export function newItem({ kind, initial, ...field }: Field): Json {
  if (initial !== undefined) return initial;
  if (kind === "json") return null;
  return "options" in field ? (field.options[0] ?? null) : "";
}

/** What is wrong at a place; `inside` are the pointers of fields that tell for themselves. */
export function messagesAt(
  errors: readonly FieldError[],
  pointer: string,
  inside: readonly string[] = [],
): readonly string[] {
  return errors
    .filter(
      (error) => isAt(error.pointer, pointer) && !inside.some((one) => isAt(error.pointer, one)),
    )
    .map(({ pointer: place, message }) => `${place.slice(pointer.length)} ${message}`.trim());
}

function isAt(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

/** The ids of what describes a field: its hint and its faults, as far as there are any. */
export function describedBy(
  id: string,
  hint: string,
  messages: readonly string[],
): string | undefined {
  const ids = [
    ...(hint === "" ? [] : [`${id}-hint`]),
    ...(messages.length > 0 ? [`${id}-fault`] : []),
  ];
  return ids.length > 0 ? ids.join(" ") : undefined;
}
