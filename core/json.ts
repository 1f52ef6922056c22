/** A JSON value (RFC 8259). Numbers are doubles; what enters is I-JSON, so each is kept exactly. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Parses text that is known to be JSON, such as what the log holds. Throws a SyntaxError on other text. */
export function parseJson(text: string): Json {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON.parse makes nothing else
  return JSON.parse(text) as Json;
}

export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two JSON values are equal: the order of an object's members does not matter. */
export function jsonEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && arraysEqual(a, b);
  return isJsonObject(a) && isJsonObject(b) && objectsEqual(a, b);
}

function arraysEqual(a: readonly Json[], b: readonly Json[]): boolean {
  return a.length === b.length && a.every((item, i) => jsonEqual(item, b[i] ?? null));
}

function objectsEqual(a: JsonObject, b: JsonObject): boolean {
  const members = Object.entries(a);
  if (members.length !== Object.keys(b).length) return false;
  return members.every(([key, value]) => Object.hasOwn(b, key) && jsonEqual(value, b[key] ?? null));
}
