import { isJsonObject, type Json, type JsonObject } from "../../../core/json.ts";

export type Dialect = "2020-12" | "7";

const SHARED =
  `$ref type enum const multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minLength
  maxLength pattern items contains uniqueItems minItems maxItems properties patternProperties
  additionalProperties propertyNames required minProperties maxProperties allOf anyOf oneOf not if then
  else`.split(/\s+/);
/** Keywords that bear on events. Annotations, `format` among them, do not. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...SHARED,
  ..."prefixItems minContains maxContains dependentRequired dependentSchemas".split(" "),
  ..."unevaluatedItems unevaluatedProperties $dynamicRef".split(" "),
]);
const KEYWORDS_OF_7: ReadonlySet<string> = new Set(SHARED);

/** Draft 2020-12, unless the schema says that it is of draft 7. */
export function dialectOf(schema: Json): Dialect {
  const name = isJsonObject(schema) ? schema["$schema"] : undefined;
  return typeof name === "string" && /^https?:\/\/json-schema\.org\/draft-07\//.test(name)
    ? "7"
    : "2020-12";
}

/** The keywords of a schema that bear on events, in the words of draft 2020-12. */
export function keywordsOf(schema: JsonObject, dialect: Dialect): JsonObject {
  if (dialect === "2020-12") return only(schema, KEYWORDS);
  if (Object.hasOwn(schema, "$ref")) return { $ref: schema["$ref"] ?? null };
  return { ...only(schema, KEYWORDS_OF_7), ...itemsOf7(schema), ...dependenciesOf7(schema) };
}

/** What a schema calls a keyword of draft 2020-12. */
export function ownName(schema: Json, dialect: Dialect, keyword: string): string {
  if (dialect === "2020-12" || !isJsonObject(schema)) return keyword;
  if (keyword === "prefixItems") return "items";
  if (keyword === "items") return Array.isArray(schema["items"]) ? "additionalItems" : "items";
  return keyword.startsWith("dependent") ? "dependencies" : keyword;
}

function only(schema: JsonObject, keywords: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keywords.has(keyword)));
}

function itemsOf7(schema: JsonObject): JsonObject {
  const prefixItems = schema["items"];
  if (!Array.isArray(prefixItems)) return {};
  return { prefixItems, items: schema["additionalItems"] ?? true };
}

function dependenciesOf7(schema: JsonObject): JsonObject {
  const dependencies = schema["dependencies"];
  if (!isJsonObject(dependencies)) return {};
  const members = Object.entries(dependencies);
  return {
    dependentRequired: Object.fromEntries(members.filter(([, value]) => Array.isArray(value))),
    dependentSchemas: Object.fromEntries(members.filter(([, value]) => !Array.isArray(value))),
  };
}
