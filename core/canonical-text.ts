import { isJsonObject, type Json } from "./json.ts";

/**
 * The same text for equal values, and another one for any other. `spend` is told what it takes, in steps: it is
 * in proportion to the text, as often as it is copied from level to level.
 */
export function canonicalText(value: Json, spend: (steps: number) => void = free): string {
  spend(3);
  if (typeof value === "string") spend(value.length >> 3);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const text = isJsonObject(value)
    ? `{${Object.keys(value)
        .toSorted()
        .map((name) => `${canonicalText(name, spend)}:${canonicalText(value[name] ?? null, spend)}`)
        .join(",")}}`
    : `[${value.map((item) => canonicalText(item, spend)).join(",")}]`;
  spend(text.length >> 6);
  return text;
}

function free(): void {}
