import type { Draft } from "./draft.ts";
import * as shapes from "./shapes.ts";
import type { Shape } from "./shapes.ts";

/**
 * To what the schemas that a keyword holds apply: to the value itself, to what is in it, or to
 * nothing until something refers to them.
 */
export type Target = "value" | "within" | "nothing";

export interface Keyword {
  readonly shape: Shape;
  /** None: it holds no schemas. */
  readonly target?: Target;
  /** It holds schemas by name. Otherwise it holds one, or an array of them. */
  readonly isMap?: true;
}

type Table = Readonly<Record<string, Keyword>>;

const BOTH: Table = {
  $schema: { shape: shapes.text },
  $id: { shape: shapes.text },
  $ref: { shape: shapes.text },
  $comment: { shape: shapes.text },
  title: { shape: shapes.text },
  description: { shape: shapes.text },
  default: { shape: shapes.anything },
  examples: { shape: shapes.list },
  readOnly: { shape: shapes.flag },
  writeOnly: { shape: shapes.flag },
  format: { shape: shapes.text },
  contentEncoding: { shape: shapes.text },
  contentMediaType: { shape: shapes.text },
  $defs: { shape: shapes.schemaMap, target: "nothing", isMap: true },
  definitions: { shape: shapes.schemaMap, target: "nothing", isMap: true },
  type: { shape: shapes.types },
  enum: { shape: shapes.list },
  const: { shape: shapes.anything },
  multipleOf: { shape: shapes.positive },
  maximum: { shape: shapes.number },
  exclusiveMaximum: { shape: shapes.number },
  minimum: { shape: shapes.number },
  exclusiveMinimum: { shape: shapes.number },
  maxLength: { shape: shapes.count },
  minLength: { shape: shapes.count },
  pattern: { shape: shapes.text },
  maxItems: { shape: shapes.count },
  minItems: { shape: shapes.count },
  uniqueItems: { shape: shapes.flag },
  maxProperties: { shape: shapes.count },
  minProperties: { shape: shapes.count },
  required: { shape: shapes.names },
  properties: { shape: shapes.schemaMap, target: "within", isMap: true },
  patternProperties: { shape: shapes.schemaMap, target: "within", isMap: true },
  additionalProperties: { shape: shapes.schema, target: "within" },
  propertyNames: { shape: shapes.schema, target: "within" },
  contains: { shape: shapes.schema, target: "within" },
  allOf: { shape: shapes.schemas, target: "value" },
  anyOf: { shape: shapes.schemas, target: "value" },
  oneOf: { shape: shapes.schemas, target: "value" },
  not: { shape: shapes.schema, target: "value" },
  if: { shape: shapes.schema, target: "value" },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword, of a table that nobody awaits
  then: { shape: shapes.schema, target: "value" },
  else: { shape: shapes.schema, target: "value" },
};

const ONLY_2020_12: Table = {
  deprecated: { shape: shapes.flag },
  contentSchema: { shape: shapes.schema, target: "nothing" },
  items: { shape: shapes.schema, target: "within" },
  prefixItems: { shape: shapes.schemas, target: "within" },
  minContains: { shape: shapes.count },
  maxContains: { shape: shapes.count },
  dependentRequired: { shape: shapes.namesByName },
  dependentSchemas: { shape: shapes.schemaMap, target: "value", isMap: true },
  unevaluatedItems: { shape: shapes.schema, target: "within" },
  unevaluatedProperties: { shape: shapes.schema, target: "within" },
};

const ONLY_7: Table = {
  items: { shape: shapes.schemaOrSchemas, target: "within" },
  additionalItems: { shape: shapes.schema, target: "within" },
  dependencies: { shape: shapes.schemasOrNames, target: "value", isMap: true },
};

/** What is of the standard and not supported, with what to do instead. */
const REFUSED: Readonly<Record<string, string>> = {
  $dynamicRef: "is not supported; use $ref",
  $dynamicAnchor: "is not supported; refer to the place by $ref, such as #/$defs/name",
  $recursiveRef: "is not supported; use $ref",
  $recursiveAnchor: "is not supported; use $ref",
  $anchor: "is not supported; refer to the place by $ref, such as #/$defs/name",
  $vocabulary: "is not supported: a schema cannot choose which keywords count",
};

const REFUSED_IN_2020_12: Readonly<Record<string, string>> = {
  additionalItems: "is of draft 7; with prefixItems, use items",
  dependencies: "is of draft 7; use dependentRequired or dependentSchemas",
};

const KEYWORDS: Readonly<Record<Draft, ReadonlyMap<string, Keyword>>> = {
  "2020-12": new Map(Object.entries({ ...BOTH, ...ONLY_2020_12 })),
  "7": new Map(Object.entries({ ...BOTH, ...ONLY_7 })),
};

const REFUSALS: Readonly<Record<Draft, ReadonlyMap<string, string>>> = {
  "2020-12": new Map(Object.entries({ ...REFUSED, ...REFUSED_IN_2020_12 })),
  "7": new Map(Object.entries(REFUSED)),
};

/** `undefined`: an annotation that we know nothing of. */
export function keywordOf(draft: Draft, name: string): Keyword | undefined {
  return KEYWORDS[draft].get(name);
}

/** Why a keyword is refused; `undefined` if it is not. */
export function refusalOf(draft: Draft, name: string): string | undefined {
  return REFUSALS[draft].get(name);
}

/** Whether a keyword that a draft does not know is one of a later draft. */
export function isOfOtherDraft(draft: Draft, name: string): boolean {
  return KEYWORDS[draft === "7" ? "2020-12" : "7"].has(name);
}
