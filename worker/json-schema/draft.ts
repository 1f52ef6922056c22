import { isJsonObject, type Json } from "../../core/json.ts";

/** A version of JSON Schema. */
export type Draft = "2020-12" | "7";

/** By the address that `$schema` gives, without an empty fragment. */
const DRAFTS: ReadonlyMap<Json, Draft> = new Map([
  ["https://json-schema.org/draft/2020-12/schema", "2020-12"],
  ["http://json-schema.org/draft-07/schema", "7"],
]);

/** 2020-12 if the schema does not say; `undefined` if it names one that we do not know. */
export function draftOf(schema: Json): Draft | undefined {
  const named = isJsonObject(schema) ? schema["$schema"] : undefined;
  if (named === undefined) return "2020-12";
  return DRAFTS.get(typeof named === "string" ? named.replace(/#$/, "") : named);
}
