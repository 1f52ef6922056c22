import { isJsonObject, type Json } from "../../core/json.ts";
import type { Check } from "../../systems/gateway/schema-kind.ts";
import { draftOf } from "./draft.ts";
import { MAX_APPLICATION_DEPTH, MAX_STEPS } from "./limits.ts";
import { Patterns } from "./patterns.ts";
import { everyPlace, findPlace, placesOf, type Place } from "./places.ts";
import { makersOf, makersOfUnevaluated } from "./rules.ts";
import { BudgetError, Run } from "./run.ts";
import { Source, type Whole } from "./source.ts";
import { Subschema, type Rule } from "./subschema.ts";

/**
 * Makes a check of a schema that `admitSchema` has let in. The check takes a bounded number of steps; if they
 * are not enough, the event does not fit, with one error that has the keyword `budget`.
 */
export function compileSchema(schema: Json): Check {
  const root = compiled(schema);
  return (event) => {
    const run = new Run();
    try {
      root.here(run, event, undefined);
      return run.errors;
    } catch (error) {
      if (error instanceof BudgetError) return [TOO_MUCH];
      throw error;
    }
  };
}

const TOO_MUCH = {
  pointer: "",
  keyword: "budget",
  message: `takes too much work to check: more than ${MAX_STEPS} steps, or schemas within schemas ${MAX_APPLICATION_DEPTH} deep`,
};

function compiled(schema: Json): Subschema {
  const draft = draftOf(schema) ?? "2020-12";
  const root = placesOf(schema, draft);
  const subschemas = new Map(everyPlace(root).map((place) => [place, new Subschema()]));
  const rootSchema = subschemas.get(root) ?? new Subschema();
  const subschemaOf = (place: Place | undefined) => (place && subschemas.get(place)) ?? rootSchema;
  const whole: Whole = {
    draft,
    patterns: new Patterns(),
    subschemaOf,
    referred: (ref) => subschemaOf(findPlace(root, ref)),
  };
  for (const [place, subschema] of subschemas) fill(subschema, place, whole);
  return rootSchema;
}

function fill(subschema: Subschema, place: Place, whole: Whole): void {
  const { schema, keyword } = place;
  if (schema === false) subschema.rules = [never(keyword)];
  if (!isJsonObject(schema)) return;
  const source = new Source(place, whole);
  const keywords = keywordsThatCount(schema, whole.draft);
  subschema.rules = [...makersOf(whole.draft, keywords)].map((make) => make(source));
  subschema.asksSeen = makersOfUnevaluated(whole.draft, keywords).length > 0;
}

/** In draft 7 nothing beside `$ref` does. */
function keywordsThatCount(schema: object, draft: Whole["draft"]): readonly string[] {
  return draft === "7" && Object.hasOwn(schema, "$ref") ? ["$ref"] : Object.keys(schema);
}

const OF_MEMBERS_LEFT = new Set(["additionalProperties", "unevaluatedProperties"]);

/** The schema `false`, which nothing fits, where this keyword holds it. */
function never(keyword: string): Rule {
  const message = OF_MEMBERS_LEFT.has(keyword)
    ? "is not a member that may be there"
    : "must not be there";
  return (run) => run.fail(keyword, () => message);
}
