import { isJsonObject, type Json } from "../../core/json.ts";
import { keywordOf } from "./keywords.ts";
import type { Draft } from "./draft.ts";
import type { Pattern } from "./pattern/pattern.ts";
import type { Patterns } from "./patterns.ts";
import type { Place } from "./places.ts";
import type { Rule, Subschema } from "./subschema.ts";

/** Makes the rule of a keyword, or of several that only mean something together. */
export type MakeRule = (source: Source) => Rule;

/** What the whole schema knows. */
export interface Whole {
  readonly draft: Draft;
  readonly patterns: Patterns;
  subschemaOf(place: Place): Subschema;
  referred(ref: string): Subschema;
}

/** One admitted schema, as its rules are made of it. */
export class Source {
  readonly #place: Place;
  readonly #whole: Whole;

  constructor(place: Place, whole: Whole) {
    this.#place = place;
    this.#whole = whole;
  }

  /** Of a keyword; `undefined` if it is not there, or the draft does not know it. */
  value(keyword: string): Json | undefined {
    const { schema } = this.#place;
    if (!isJsonObject(schema) || !keywordOf(this.#whole.draft, keyword)) return undefined;
    return Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
  }

  /** Of a keyword that holds a number, or what it means if it is not there. */
  number(keyword: string, absent = 0): number {
    const value = this.value(keyword);
    return typeof value === "number" ? value : absent;
  }

  /** Of a keyword that admission has found to be a string. */
  text(keyword: string): string {
    const value = this.value(keyword);
    return typeof value === "string" ? value : "";
  }

  names(keyword: string): readonly string[] {
    return namesIn(this.value(keyword));
  }

  /** Names by name; what is no list of names is left out. */
  namesByName(keyword: string): readonly (readonly [string, readonly string[]])[] {
    const value = this.value(keyword);
    const members = isJsonObject(value) ? Object.entries(value) : [];
    return members.map(([name, names]) => [name, namesIn(names)]);
  }

  /** The schema that the keyword holds, if it holds one. */
  one(keyword: string): Subschema | undefined {
    const place = this.#place.held.get(keyword)?.one;
    return place && this.#whole.subschemaOf(place);
  }

  /** The schemas that the keyword holds, by member or index. */
  many(keyword: string): ReadonlyMap<string, Subschema> {
    const places = this.#place.held.get(keyword)?.many ?? new Map<string, Place>();
    return new Map([...places].map(([name, place]) => [name, this.#whole.subschemaOf(place)]));
  }

  list(keyword: string): readonly Subschema[] {
    return [...this.many(keyword).values()];
  }

  referred(ref: string): Subschema {
    return this.#whole.referred(ref);
  }

  pattern(source: string): Pattern {
    return this.#whole.patterns.of(source);
  }
}

function namesIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}
