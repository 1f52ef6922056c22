import { isJsonObject, type Json } from "../../core/json.ts";
import { jsonPointer } from "../../core/json-pointer.ts";
import type { FieldError } from "../../core/problem.ts";
import type { Draft } from "./draft.ts";
import { keywordOf, refusalOf } from "./keywords.ts";
import { findPlace, type Place } from "./places.ts";
import { schema as schemaShape } from "./shapes.ts";

export interface Document {
  readonly root: Place;
  readonly places: readonly Place[];
  readonly draft: Draft;
}

/** Keywords that are not what they must be, are not supported, or refer to nothing. */
export function keywordErrors(document: Document): readonly FieldError[] {
  return document.places.flatMap((place) => errorsAt(place, document));
}

function errorsAt(place: Place, document: Document): readonly FieldError[] {
  const { path, schema } = place;
  if (!isJsonObject(schema)) {
    const { is, message } = schemaShape;
    return is(schema) ? [] : [{ pointer: jsonPointer(path), keyword: "type", message }];
  }
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const message = faultOf({ place, keyword, value }, document);
    if (message === undefined) return [];
    return [{ pointer: jsonPointer([...path, keyword]), keyword, message }];
  });
}

interface Use {
  readonly place: Place;
  readonly keyword: string;
  readonly value: Json;
}

function faultOf(use: Use, { root, draft }: Document): string | undefined {
  const refusal = refusalOf(draft, use.keyword);
  if (refusal !== undefined) return refusal;
  const shape = keywordOf(draft, use.keyword)?.shape;
  if (!shape?.is(use.value)) return shape?.message;
  return rootFault(use, root) ?? referenceFault(use, root);
}

function rootFault({ keyword, place }: Use, root: Place): string | undefined {
  const isOfRoot = keyword === "$id" || keyword === "$schema";
  return isOfRoot && place !== root ? "is supported at the root only" : undefined;
}

function referenceFault({ keyword, value }: Use, root: Place): string | undefined {
  if (keyword !== "$ref" || typeof value !== "string") return undefined;
  if (!/^#(?:\/|$)/.test(value))
    return "must refer to a place in this schema by # or #/…: nothing is fetched, and places have no other names";
  return findPlace(root, value) ? undefined : "refers to a place where there is no schema";
}
