import { isJsonObject, type Json } from "../../core/json.ts";
import { jsonPointer } from "../../core/json-pointer.ts";
import { MAX_JSON_DEPTH } from "../../core/limits.ts";
import {
  failure,
  success,
  type Failure,
  type FieldError,
  type Outcome,
} from "../../core/problem.ts";
import type { Admitted } from "../../systems/gateway/schema-kind.ts";
import { draftOf } from "./draft.ts";
import { Expander } from "./expansion.ts";
import { keywordErrors, type Document } from "./keyword-errors.ts";
import { MAX_ERRORS, MAX_PARTS, MAX_SCHEMA_BYTES, MAX_SUBSCHEMAS } from "./limits.ts";
import { patternErrors } from "./pattern-errors.ts";
import { everyPlace, placesOf, type Place } from "./places.ts";
import { warningsOf } from "./warnings.ts";

/**
 * Lets a JSON Schema of draft 2020-12 or 7 in, if all of it is supported and its work on any event is
 * bounded. Fails with `schema-invalid`. `format` is an annotation, as 2020-12 has it: nothing is asked of it.
 */
export function admitSchema(schema: Json): Outcome<Admitted> {
  const size = sizeFault(schema);
  if (size !== undefined) return refusal([{ pointer: "", keyword: "size", message: size }]);
  const draft = draftOf(schema);
  if (!draft) return refusal([UNKNOWN_DRAFT]);
  const root = placesOf(schema, draft, MAX_SUBSCHEMAS + 1);
  const document = { root, places: everyPlace(root), draft };
  const errors = documentErrors(document);
  return errors.length > 0
    ? refusal(errors)
    : success({ warnings: warningsOf(document.places, draft) });
}

const UNKNOWN_DRAFT: FieldError = {
  pointer: "/$schema",
  keyword: "$schema",
  message:
    "must be https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema",
};

/** The first kind of error there is: what follows takes the former for granted. */
function documentErrors(document: Document): readonly FieldError[] {
  const { root, places, draft } = document;
  const counted = countFault(places);
  if (counted !== undefined) return [{ pointer: "", keyword: "size", message: counted }];
  const errors = [...keywordErrors(document), ...patternErrors(places)];
  if (errors.length > 0) return errors;
  const fault = new Expander(root, draft).findFault(places);
  if (!fault) return [];
  const { place, message } = fault;
  return [{ pointer: jsonPointer(place.path), keyword: "$ref", message }];
}

function sizeFault(schema: Json): string | undefined {
  if (isDeeper(schema, MAX_JSON_DEPTH)) return `is nested deeper than ${MAX_JSON_DEPTH} levels`;
  const bytes = new TextEncoder().encode(JSON.stringify(schema)).length;
  return bytes > MAX_SCHEMA_BYTES ? `is larger than ${MAX_SCHEMA_BYTES} bytes` : undefined;
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values<Json>(value).some((each) => isDeeper(each, levels - 1));
}

function countFault(places: readonly Place[]): string | undefined {
  if (places.length > MAX_SUBSCHEMAS) return `has more than ${MAX_SUBSCHEMAS} schemas in it`;
  const parts = places.reduce((sum, { schema }) => sum + countParts(schema), 0);
  return parts > MAX_PARTS
    ? `has more than ${MAX_PARTS} keywords, values in enum and names in required`
    : undefined;
}

function countParts(schema: Json): number {
  if (!isJsonObject(schema)) return 0;
  const { enum: values, required, dependentRequired, dependencies } = schema;
  const namesByName = [dependentRequired, dependencies].filter(isJsonObject);
  const lists = [values, required, ...namesByName.flatMap((each) => Object.values(each))];
  const own = Object.keys(schema).length;
  return lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), own);
}

function refusal(errors: readonly FieldError[]): Failure {
  const [first] = errors;
  const detail = `The schema cannot be taken: ${first?.pointer || "it"} ${first?.message}.`;
  return failure("schema-invalid", detail, { errors: errors.slice(0, MAX_ERRORS) });
}
