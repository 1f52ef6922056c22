import type { Json } from "../../core/json.ts";

const MAX_TEXT = 40;
const MAX_LIST = 10;

/** A value, short enough for a message. */
export function told(value: Json): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "the array of the schema" : "the object of the schema";
}

/** What kind of value it is. */
export function kindOf(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The first few values. */
export function listed(values: readonly Json[]): string {
  const first = [...new Set(values.slice(0, MAX_LIST).map((value) => told(value)))].join(", ");
  const more = values.length - MAX_LIST;
  return more > 0 ? `${first} and ${more} more` : first;
}

/** `1 item`, `2 items`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A text that may be long, to be quoted. */
export function shorten(text: string, length = MAX_TEXT): string {
  return text.length > length ? `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}
