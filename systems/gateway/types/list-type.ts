import type { Json, JsonObject } from "../../../core/json.ts";
import { arrayOf, enclosed, single, UNKNOWN, type TypeText } from "./type-text.ts";
import type { Place, TypeWriter } from "./type-writer.ts";

/** The type of an array: a tuple if its first items have schemas of their own. */
export function listType(schema: JsonObject, place: Place, writer: TypeWriter): TypeText {
  const { first, rest } = itemsIn(schema);
  const others = rest === false ? undefined : arrayOf(writer.typeOf(rest, place)).text;
  if (first.length === 0) return single(others ?? "[]");
  const { minItems } = schema;
  const needed = typeof minItems === "number" ? minItems : 0;
  const items: string[] = [];
  for (const [i, item] of first.entries()) {
    if (!writer.hasRoom(4)) return tuple(items, arrayOf(UNKNOWN).text);
    const type = writer.typeOf(item, place);
    items.push(i < needed ? enclosed(type) : `${enclosed(type)}?`);
  }
  return tuple(items, others);
}

function tuple(items: readonly string[], others: string | undefined): TypeText {
  const rest = others === undefined ? [] : [`...${others}`];
  return single(`[${[...items, ...rest].join(", ")}]`);
}

/** `prefixItems` and `items`, which are called `items` and `additionalItems` up to draft 7. */
function itemsIn(schema: JsonObject): { first: readonly Json[]; rest: Json | undefined } {
  const { prefixItems, items, additionalItems } = schema;
  if (Array.isArray(items)) return { first: items, rest: additionalItems };
  return { first: Array.isArray(prefixItems) ? prefixItems : [], rest: items };
}
