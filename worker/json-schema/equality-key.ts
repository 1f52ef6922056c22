import { canonicalText } from "../../core/canonical-text.ts";
import type { Json } from "../../core/json.ts";
import type { Spend } from "./pattern/pattern.ts";

/** Equal for JSON values that are equal, and for no others. Takes time in proportion to the value's text. */
export function equalityKey(value: Json, spend: Spend): string | number | boolean | null {
  if (typeof value === "object" && value !== null) return canonicalText(value, spend);
  spend(3);
  if (typeof value !== "string") return value;
  spend(value.length >> 3);
  return `"${value}`;
}
