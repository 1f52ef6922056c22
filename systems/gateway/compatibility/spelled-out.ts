import { isJsonObject, type Json } from "../../../core/json.ts";
import { type SchemaNode, SchemaDocument } from "./schema-node.ts";

/** A schema that a value alone fits, by its members where it has any. */
export function spelledOut(value: Json): SchemaNode {
  return new SchemaDocument(schemaOf(value)).root;
}

function schemaOf(value: Json): Json {
  if (Array.isArray(value)) {
    const prefixItems = value.map(constant);
    return { type: "array", prefixItems, items: false, minItems: value.length };
  }
  if (!isJsonObject(value)) return constant(value);
  const properties = Object.entries(value).map(
    ([name, member]) => [name, constant(member)] as const,
  );
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: Object.keys(value),
    additionalProperties: false,
  };
}

function constant(value: Json): Json {
  return { const: value };
}
