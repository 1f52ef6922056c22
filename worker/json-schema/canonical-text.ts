import { isJsonObject, type Json } from "../../core/json.ts";
import type { Spend } from "./pattern/pattern.ts";

/** Equal for JSON values that are equal, and for no others. Takes time in proportion to the value's text. */
export function equalityKey(value: Json, spend: Spend): string | number | boolean | null {
  if (typeof value === "object" && value !== null) return canonicalText(value, spend);
  spend(3);
  if (typeof value !== "string") return value;
  spend(value.length >> 3);
  return `"${value}`;
}

/** JSON text with the members of objects in order of their names. */
function canonicalText(value: Json, spend: Spend): string {
  spend(3);
  if (typeof value === "string") spend(value.length >> 3);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const text = isJsonObject(value)
    ? `{${Object.keys(value)
        .toSorted()
        .map((name) => `${canonicalText(name, spend)}:${canonicalText(value[name] ?? null, spend)}`)
        .join(",")}}`
    : `[${value.map((item) => canonicalText(item, spend)).join(",")}]`;
  // Each level copies the text of those within.
  spend(text.length >> 6);
  return text;
}
