import { isJsonObject, type Json } from "../../core/json.ts";
import type { Draft } from "./draft.ts";
import { keywordOf, type Target } from "./keywords.ts";

/** A schema where it stands in the whole. */
export interface Place {
  readonly path: readonly string[];
  /** That holds it, by itself or with others; "" for the whole. */
  readonly keyword: string;
  /** What should be a schema: an object or a boolean. */
  readonly schema: Json;
  /** By keyword, in the schema's order. */
  readonly held: ReadonlyMap<string, Held>;
}

/** The schemas that a keyword holds. */
export interface Held {
  readonly target: Target;
  /** If the keyword's value is a schema. */
  readonly one: Place | undefined;
  /** If it is an object or an array of them: by member or index. */
  readonly many: ReadonlyMap<string, Place>;
}

/** A schema with all the schemas in it; beyond `limit` of them no more are looked for. */
export function placesOf(schema: Json, draft: Draft, limit = Infinity): Place {
  return placeOf(schema, { path: [], keyword: "" }, { draft, left: limit });
}

/** The place and all that are within it, in the schema's order. */
export function everyPlace(place: Place): readonly Place[] {
  const places: Place[] = [];
  const collect = (each: Place) => {
    places.push(each);
    for (const inner of placesIn(each)) collect(inner);
  };
  collect(place);
  return places;
}

function placesIn({ held }: Place): readonly Place[] {
  return [...held.values()].flatMap((each) => placesOfHeld(each));
}

export function placesOfHeld({ one, many }: Held): readonly Place[] {
  return one ? [one] : [...many.values()];
}

/** The schema that a `$ref` within the document means: `#` or `#/…`. */
export function findPlace(root: Place, ref: string): Place | undefined {
  const steps = stepsOf(ref);
  return steps && placeAt(root, steps);
}

function placeAt(place: Place, steps: readonly string[]): Place | undefined {
  const [keyword, name] = steps;
  if (keyword === undefined) return place;
  const { one, many } = place.held.get(keyword) ?? {};
  if (one) return placeAt(one, steps.slice(1));
  const inner = name === undefined ? undefined : many?.get(name);
  return inner && placeAt(inner, steps.slice(2));
}

/** Of a JSON Pointer in a URI's fragment; `undefined` if it is none. */
function stepsOf(ref: string): readonly string[] | undefined {
  const pointer = decodeFragment(ref);
  if (pointer === undefined || !/^(?:\/|$)/.test(pointer)) return undefined;
  const names = pointer.split("/").slice(1);
  return names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decodeFragment(ref: string): string | undefined {
  if (!ref.startsWith("#")) return undefined;
  try {
    return decodeURIComponent(ref.slice(1));
  } catch {
    return undefined;
  }
}

const NONE: ReadonlyMap<string, Place> = new Map();

interface Search {
  readonly draft: Draft;
  left: number;
}

interface Spot {
  readonly path: readonly string[];
  readonly keyword: string;
}

function placeOf(schema: Json, spot: Spot, search: Search): Place {
  search.left -= 1;
  const held = new Map<string, Held>();
  for (const [name, value] of isJsonObject(schema) ? Object.entries(schema) : []) {
    const keyword = keywordOf(search.draft, name);
    if (!keyword?.target) continue;
    const at = { path: [...spot.path, name], keyword: name };
    const isMany = keyword.isMap ?? Array.isArray(value);
    held.set(name, {
      target: keyword.target,
      one: isMany ? undefined : placeOf(value, at, search),
      many: isMany ? placesByName(value, at, search) : NONE,
    });
  }
  return { ...spot, schema, held };
}

function placesByName(value: Json, spot: Spot, search: Search): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  if (typeof value !== "object" || value === null) return places;
  const { path, keyword } = spot;
  for (const [name, schema] of Object.entries<Json>(value)) {
    if (search.left <= 0) break;
    const isNames = keyword === "dependencies" && Array.isArray(schema);
    if (!isNames) places.set(name, placeOf(schema, { path: [...path, name], keyword }, search));
  }
  return places;
}
