import type { JsonObject } from "../../../core/json.ts";
import type { Run } from "../run.ts";
import type { MakeRule, Source } from "../source.ts";
import type { Rule, Subschema } from "../subschema.ts";
import { shorten } from "../words.ts";
import { onObjects } from "./by-kind.ts";

/** `properties`, `patternProperties` and `additionalProperties`: each member by its name. */
export const members: MakeRule = (source) => {
  const schemasFor = schemasByName(source);
  return onObjects((run, value, seen) =>
    run.all(namesOf(run, value), (name) => {
      const schemas = schemasFor(run, name);
      if (seen && schemas.length > 0) {
        run.spend(4);
        seen.names.add(name);
      }
      return run.all(schemas, (schema) => schema.within(run, name, value[name] ?? null));
    }),
  );
};

function schemasByName(source: Source): (run: Run, name: string) => readonly Subschema[] {
  const properties = source.many("properties");
  const patterns = [...source.many("patternProperties")].map(([text, schema]) => ({
    pattern: source.pattern(text),
    schema,
  }));
  const additional = source.one("additionalProperties");
  const others = additional ? [additional] : [];
  return (run, name) => {
    const own = properties.get(name);
    const schemas = own ? [own] : [];
    for (const { pattern, schema } of patterns)
      if (pattern.matches(name, run.spend)) schemas.push(schema);
    return schemas.length > 0 ? schemas : others;
  };
}

export const propertyNames: MakeRule = (source) => {
  const schema = source.one("propertyNames");
  return onObjects((run, value) =>
    run.all(namesOf(run, value), (name) => {
      const fits = () => schema?.here(run, name, undefined) ?? true;
      return run.quietly(fits) || run.fail("propertyNames", () => badName(run.reasons(fits)), name);
    }),
  );
};

function badName([reason]: readonly { readonly message: string }[]): string {
  return `has a name that ${shorten(reason?.message ?? "does not fit", 200)}`;
}

export const required: MakeRule = (source) => {
  const names = source.names("required");
  return onObjects((run, value) => hasAll(run, value, { keyword: "required", names }));
};

export const dependentRequired: MakeRule = (source) => dependentNames(source, "dependentRequired");

export const dependentSchemas: MakeRule = (source) => whenPresent(source, "dependentSchemas");

/** Draft 7: names or a schema, under one keyword, that the presence of a member asks for. */
export const dependencies: MakeRule = (source) => {
  const rules = [dependentNames(source, "dependencies"), whenPresent(source, "dependencies")];
  return (run, value, seen) => run.all(rules, (rule) => rule(run, value, seen));
};

function dependentNames(source: Source, keyword: string): Rule {
  const demands = source.namesByName(keyword).map(([when, names]) => ({ keyword, names, when }));
  return onObjects((run, value) =>
    run.all(demands, (demand) => {
      run.spend(1);
      return !Object.hasOwn(value, demand.when) || hasAll(run, value, demand);
    }),
  );
}

function whenPresent(source: Source, keyword: string): Rule {
  const schemas = source.many(keyword);
  return onObjects((run, value, seen) =>
    run.all(schemas, ([when, schema]) => {
      run.spend(1);
      return !Object.hasOwn(value, when) || schema.here(run, value, seen);
    }),
  );
}

interface Demand {
  readonly keyword: string;
  readonly names: readonly string[];
  /** The member whose presence asks for them. */
  readonly when?: string;
}

function hasAll(run: Run, value: JsonObject, { keyword, names, when }: Demand): boolean {
  run.spend(names.length);
  return run.all(
    names,
    (name) =>
      Object.hasOwn(value, name) || run.fail(keyword, () => `must be there${since(when)}`, name),
  );
}

function since(when: string | undefined): string {
  return when === undefined ? "" : `, since ${JSON.stringify(shorten(when))} is`;
}

export function namesOf(run: Run, value: JsonObject): readonly string[] {
  const names = Object.keys(value);
  run.spend(4 * names.length);
  return names;
}
