import { isJsonObject, type Json } from "../../../core/json.ts";

/** The same text for equal values, and another one for any other. */
export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => member(name, value[name] ?? null)).join()}}`;
}

function member(name: string, value: Json): string {
  return `${JSON.stringify(name)}:${canonicalText(value)}`;
}
