import type { Draft } from "./draft.ts";
import * as arrays from "./rules/array-rules.ts";
import * as combinations from "./rules/combination-rules.ts";
import * as numbers from "./rules/number-rules.ts";
import * as objects from "./rules/object-rules.ts";
import * as sizes from "./rules/size-rules.ts";
import * as unevaluated from "./rules/unevaluated-rules.ts";
import * as values from "./rules/value-rules.ts";
import type { MakeRule } from "./source.ts";

type Makers = Readonly<Record<string, MakeRule>>;

/** Keywords that only mean something together have one maker. */
const BOTH: Makers = {
  $ref: combinations.reference,
  type: values.type,
  enum: values.enumeration,
  const: values.constant,
  multipleOf: numbers.multipleOf,
  maximum: numbers.maximum,
  exclusiveMaximum: numbers.exclusiveMaximum,
  minimum: numbers.minimum,
  exclusiveMinimum: numbers.exclusiveMinimum,
  maxLength: sizes.maxLength,
  minLength: sizes.minLength,
  pattern: values.pattern,
  maxItems: sizes.maxItems,
  minItems: sizes.minItems,
  uniqueItems: arrays.uniqueItems,
  contains: arrays.contains,
  maxProperties: sizes.maxProperties,
  minProperties: sizes.minProperties,
  required: objects.required,
  properties: objects.members,
  patternProperties: objects.members,
  additionalProperties: objects.members,
  propertyNames: objects.propertyNames,
  allOf: combinations.allOf,
  anyOf: combinations.anyOf,
  oneOf: combinations.oneOf,
  not: combinations.not,
  if: combinations.condition,
};

const MAKERS: Readonly<Record<Draft, ReadonlyMap<string, MakeRule>>> = {
  "2020-12": new Map(
    Object.entries({
      ...BOTH,
      prefixItems: arrays.prefixedItems,
      items: arrays.prefixedItems,
      dependentRequired: objects.dependentRequired,
      dependentSchemas: objects.dependentSchemas,
    }),
  ),
  "7": new Map(
    Object.entries({ ...BOTH, items: arrays.itemsOfDraft7, dependencies: objects.dependencies }),
  ),
};

/** They ask what the others have judged, so they come last. */
const LAST: ReadonlyMap<string, MakeRule> = new Map([
  ["unevaluatedItems", unevaluated.unevaluatedItems],
  ["unevaluatedProperties", unevaluated.unevaluatedProperties],
]);

/** Whether a keyword asks something of a value, by itself. */
export function hasRule(draft: Draft, keyword: string): boolean {
  return MAKERS[draft].has(keyword);
}

/** Makers of the rules of a schema with these keywords, in their order, each once. */
export function makersOf(draft: Draft, keywords: readonly string[]): ReadonlySet<MakeRule> {
  const named = keywords.flatMap((keyword) => MAKERS[draft].get(keyword) ?? []);
  return new Set([...named, ...makersOfUnevaluated(draft, keywords)]);
}

export function makersOfUnevaluated(
  draft: Draft,
  keywords: readonly string[],
): readonly MakeRule[] {
  return draft === "7" ? [] : keywords.flatMap((keyword) => LAST.get(keyword) ?? []);
}
