import { isJsonObject, type Json } from "../../../core/json.ts";
import { memberName } from "./names.ts";

/** The type that only this value has. Values that are nested deeper than `depth` are `unknown`. */
export function literalType(value: Json, depth = 8): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (depth === 0) return "unknown";
  if (!isJsonObject(value))
    return `[${value.map((item) => literalType(item, depth - 1)).join(", ")}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${memberName(name)}: ${literalType(member, depth - 1)}`,
  );
  return members.length === 0 ? "{ [key: string]: never }" : `{ ${members.join("; ")} }`;
}
