import type { Json } from "../../../core/json.ts";
import { jsonPointer } from "../../../core/json-pointer.ts";
import type { FieldError } from "../../../core/problem.ts";
import type { Run } from "../run.ts";
import type { MakeRule } from "../source.ts";
import type { Subschema } from "../subschema.ts";
import { counted, shorten } from "../words.ts";

export const reference: MakeRule = (source) => source.referred(source.text("$ref")).here;

export const allOf: MakeRule = (source) => {
  const schemas = source.list("allOf");
  return (run, value, seen) => run.all(schemas, (schema) => schema.here(run, value, seen));
};

export const anyOf: MakeRule = (source) => {
  const schemas = source.list("anyOf");
  return (run, value, seen) => {
    const fits = (schema: Subschema) => schema.quietly(run, value, seen);
    // If someone asks what they judge, each of them counts, not only the first that fits.
    const some = seen ? schemas.filter(fits).length > 0 : schemas.some(fits);
    return some || failNearest(run, value, { keyword: "anyOf", schemas });
  };
};

export const oneOf: MakeRule = (source) => {
  const schemas = source.list("oneOf");
  return (run, value, seen) => {
    const fitting = [...schemas.keys()].filter((i) => schemas[i]?.quietly(run, value, seen));
    if (fitting.length === 1) return true;
    if (fitting.length === 0) return failNearest(run, value, { keyword: "oneOf", schemas });
    const numbers = fitting.slice(0, 5).map((i) => i + 1);
    return run.fail(
      "oneOf",
      () =>
        `must fit exactly one of ${counted(schemas.length, "alternative")}, and fits ${fitting.length} (numbers ${numbers.join(", ")})`,
    );
  };
};

export const not: MakeRule = (source) => {
  const schema = source.one("not");
  return (run, value) =>
    !schema?.quietly(run, value, undefined) ||
    run.fail("not", () => "must not be what the schema describes under not");
};

export const condition: MakeRule = (source) => {
  const [when, then, otherwise] = ["if", "then", "else"].map((keyword) => source.one(keyword));
  return (run, value, seen) => {
    if (!when) return true;
    const next = when.quietly(run, value, seen) ? then : otherwise;
    return next?.here(run, value, seen) ?? true;
  };
};

interface Alternatives {
  readonly keyword: string;
  readonly schemas: readonly Subschema[];
}

/** Of many alternatives, the first ones are enough to find what was meant. */
const MAX_COMPARED = 100;
const MAX_REASONS = 3;
const MAX_MESSAGE = 300;

function failNearest(run: Run, value: Json, { keyword, schemas }: Alternatives): false {
  return run.fail(keyword, () => {
    const here = jsonPointer(run.path);
    const reasons = schemas
      .slice(0, MAX_COMPARED)
      .map((schema) => run.reasons(() => schema.here(run, value, undefined)));
    const distances = reasons.map((errors) => distance(errors, here));
    const nearest = distances.indexOf(Math.min(...distances));
    const told = sentence(reasons[nearest] ?? [], here);
    const none = `fits none of ${counted(schemas.length, "alternative")}`;
    if (told === "") return none;
    const message = `${none}; number ${nearest + 1} comes nearest: ${told}`;
    return shorten(schemas.length === 1 ? told : message, MAX_MESSAGE);
  });
}

/** The first few of them, with their places seen from here. */
function sentence(reasons: readonly FieldError[], here: string): string {
  return reasons
    .slice(0, MAX_REASONS)
    .map(({ pointer, message }) => `${pointer.slice(here.length + 1)} ${message}`.trim())
    .join("; ");
}

/** How far a value is from an alternative: another kind of value is farthest, then another constant. */
function distance(errors: readonly FieldError[], here: string): number {
  return errors.reduce((sum, { pointer, keyword }) => {
    if (keyword === "type" && pointer === here) return sum + 1000;
    return sum + (keyword === "const" || keyword === "enum" ? 20 : 1);
  }, 0);
}
