import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../core/json.ts";
import type { Check } from "../../systems/gateway/schema-kind.ts";

/**
 * JSON Schema as plainly as can be, drafts 2020-12 and 7: slow, without bounds, and it gives no reasons.
 * Numbers are taken for multiples by their doubles.
 */
export function compilePlainly(schema: Json): Check {
  return (event) =>
    fitsPlainly(schema, event) ? [] : [{ pointer: "", keyword: "", message: "does not fit" }];
}

export function fitsPlainly(schema: Json, event: Json): boolean {
  const isDraft7 = isJsonObject(schema) && textOf(schema["$schema"]).includes("draft-07");
  return new PlainSchema(schema, isDraft7).evaluate(schema, event) !== undefined;
}

/** Names or indexes of the members of an event that a schema speaks of; `undefined`: the event does not fit. */
type Evaluated = readonly string[] | undefined;

class PlainSchema {
  private readonly root: Json;
  private readonly isDraft7: boolean;

  constructor(root: Json, isDraft7: boolean) {
    this.root = root;
    this.isDraft7 = isDraft7;
  }

  evaluate(schema: Json, event: Json): Evaluated {
    if (!isJsonObject(schema)) return schema === true ? [] : undefined;
    const read = this.isDraft7 ? inTodaysWords(schema) : schema;
    const fits = Object.entries(read).every(([name, value]) => TESTS[name]?.(value, event) ?? true);
    if (!fits || !this.bearsConditions(read, event)) return undefined;
    const found = [
      ...this.inPlace(read, event),
      ...this.members(read, event),
      this.found(read, event),
    ];
    if (found.includes(undefined)) return undefined;
    return this.rest(
      read,
      event,
      found.flatMap((each) => each ?? []),
    );
  }

  private fits(schema: Json, event: Json): boolean {
    return this.evaluate(schema, event) !== undefined;
  }

  /** `not` and `propertyNames`, which speak of no member. */
  private bearsConditions({ not, propertyNames = true }: JsonObject, event: Json): boolean {
    const names = isJsonObject(event) ? Object.keys(event) : [];
    if (!names.every((name) => this.fits(propertyNames, name))) return false;
    return not === undefined || !this.fits(not, event);
  }

  /** By schemas for the same event. */
  private inPlace(schema: JsonObject, event: Json): Evaluated[] {
    const { $ref, allOf, anyOf, oneOf, dependentSchemas = {} } = schema;
    const named = Object.entries(dependentSchemas ?? {}).filter(([name]) => has(event, name));
    const all = [...listed(allOf), ...named.map(([, each]) => each)];
    const found = all.map((each) => this.evaluate(each, event));
    if ($ref !== undefined) found.push(this.evaluate(this.target($ref), event));
    if (anyOf !== undefined) found.push(this.some(listed(anyOf), event, Infinity));
    if (oneOf !== undefined) found.push(this.some(listed(oneOf), event, 1));
    if (schema["if"] !== undefined) found.push(...this.conditional(schema, event));
    return found;
  }

  private some(schemas: readonly Json[], event: Json, most: number): Evaluated {
    const found = schemas.flatMap((each) =>
      [this.evaluate(each, event)].filter((one) => one !== undefined),
    );
    return found.length > 0 && found.length <= most ? found.flat() : undefined;
  }

  private conditional(schema: JsonObject, event: Json): Evaluated[] {
    const met = this.evaluate(schema["if"] ?? true, event);
    if (!met) return [this.evaluate(schema["else"] ?? true, event)];
    return [met, this.evaluate(schema["then"] ?? true, event)];
  }

  /** Each member by what is said of it. */
  private members(schema: JsonObject, event: Json): Evaluated[] {
    return entriesOf(event).flatMap(([name, value]) => {
      const said = Array.isArray(event)
        ? itemSchemas(schema, Number(name))
        : propertySchemas(schema, name);
      return said.map((each) => (this.fits(each, value) ? [name] : undefined));
    });
  }

  private found(
    { contains, minContains = 1, maxContains = Infinity }: JsonObject,
    event: Json,
  ): Evaluated {
    if (contains === undefined || !Array.isArray(event)) return [];
    const found = entriesOf(event).filter(([, item]) => this.fits(contains, item));
    const isRight = found.length >= Number(minContains) && found.length <= Number(maxContains);
    return isRight ? found.map(([name]) => name) : undefined;
  }

  private rest(schema: JsonObject, event: Json, known: readonly string[]): Evaluated {
    const keyword = Array.isArray(event) ? "unevaluatedItems" : "unevaluatedProperties";
    const rest = this.isDraft7 ? undefined : schema[keyword];
    if (rest === undefined) return known;
    const all = entriesOf(event);
    const left = all.filter(([name]) => !known.includes(name));
    return left.every(([, value]) => this.fits(rest, value))
      ? all.map(([name]) => name)
      : undefined;
  }

  private target(ref: Json): Json {
    let at: Json = this.root;
    for (const name of textOf(ref).split("/").slice(1)) {
      const key = decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~");
      at = new Map(entriesOf(at)).get(key) ?? true;
    }
    return at;
  }
}

function inTodaysWords(schema: JsonObject): JsonObject {
  const { $ref, items, additionalItems, dependencies, ...same } = schema;
  if ($ref !== undefined) return { $ref };
  const isTuple = Array.isArray(items);
  const tuple = isTuple ? { prefixItems: items, items: additionalItems ?? true } : {};
  const each = Object.entries(dependencies ?? {});
  return {
    ...same,
    ...(isTuple || items === undefined ? tuple : { items }),
    dependentRequired: Object.fromEntries(each.filter(([, value]) => Array.isArray(value))),
    dependentSchemas: Object.fromEntries(each.filter(([, value]) => !Array.isArray(value))),
  };
}

function itemSchemas({ prefixItems, items }: JsonObject, index: number): readonly Json[] {
  const own = listed(prefixItems)[index] ?? items;
  return own === undefined ? [] : [own];
}

function propertySchemas(schema: JsonObject, name: string): readonly Json[] {
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  const matching = Object.entries(patternProperties ?? {}).filter(([p]) =>
    new RegExp(p, "u").test(name),
  );
  const own = Object.entries(properties ?? {}).filter(([each]) => each === name);
  const said = [...own, ...matching].map(([, each]) => each);
  return said.length > 0 || additionalProperties === undefined ? said : [additionalProperties];
}

type Test = (value: Json, event: Json) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  type: (value, event) => [value].flat().some((type) => isOf(textOf(type), event)),
  const: (value, event) => jsonEqual(value, event),
  enum: (value, event) => listed(value).some((each) => jsonEqual(each, event)),
  minimum: ofNumbers((limit, number) => number >= limit),
  maximum: ofNumbers((limit, number) => number <= limit),
  exclusiveMinimum: ofNumbers((limit, number) => number > limit),
  exclusiveMaximum: ofNumbers((limit, number) => number < limit),
  multipleOf: ofNumbers((factor, number) => Number.isInteger(number / factor)),
  minLength: ofSize("string", (limit, size) => size >= limit),
  maxLength: ofSize("string", (limit, size) => size <= limit),
  minItems: ofSize("array", (limit, size) => size >= limit),
  maxItems: ofSize("array", (limit, size) => size <= limit),
  minProperties: ofSize("object", (limit, size) => size >= limit),
  maxProperties: ofSize("object", (limit, size) => size <= limit),
  pattern: (value, event) =>
    typeof event !== "string" || new RegExp(textOf(value), "u").test(event),
  uniqueItems: (value, event) => value !== true || !Array.isArray(event) || areUnique(event),
  required: (value, event) => hasAll(event, value),
  dependentRequired: (value, event) =>
    Object.entries(value ?? {}).every(
      ([name, others]) => !has(event, name) || hasAll(event, others),
    ),
};

type Compare = (asked: number, actual: number) => boolean;

function ofNumbers(compare: Compare): Test {
  return (value, event) => typeof event !== "number" || compare(Number(value), event);
}

function ofSize(type: string, compare: Compare): Test {
  return (value, event) => {
    const size = typeof event === "string" ? Array.from(event).length : entriesOf(event).length;
    return !isOf(type, event) || compare(Number(value), size);
  };
}

function isOf(type: string, event: Json): boolean {
  if (type === "integer") return Number.isInteger(event);
  if (type === "null") return event === null;
  if (type === "array") return Array.isArray(event);
  return type === "object" ? isJsonObject(event) : typeof event === type;
}

function areUnique(items: readonly Json[]): boolean {
  return items.every((item, i) => items.slice(0, i).every((other) => !jsonEqual(item, other)));
}

function hasAll(event: Json, names: Json): boolean {
  return !isJsonObject(event) || listed(names).every((name) => has(event, textOf(name)));
}

/** What is no object lacks nothing, and has no member. */
function has(event: Json, name: string): boolean {
  return isJsonObject(event) && Object.hasOwn(event, name);
}

function listed(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function entriesOf(event: Json): [string, Json][] {
  return typeof event === "object" && event !== null ? Object.entries(event) : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
