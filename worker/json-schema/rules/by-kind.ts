import { isJsonObject, type Json, type JsonObject } from "../../../core/json.ts";
import type { Run } from "../run.ts";
import type { Seen } from "../seen.ts";
import type { Rule } from "../subschema.ts";

/** A rule on one kind of value. What is of another kind fits it. */
type RuleOn<T> = (run: Run, value: T, seen: Seen | undefined) => boolean;

export function onObjects(rule: RuleOn<JsonObject>): Rule {
  return (run, value, seen) => !isJsonObject(value) || rule(run, value, seen);
}

export function onArrays(rule: RuleOn<readonly Json[]>): Rule {
  return (run, value, seen) => !Array.isArray(value) || rule(run, value, seen);
}

export function onTexts(rule: RuleOn<string>): Rule {
  return (run, value, seen) => typeof value !== "string" || rule(run, value, seen);
}

export function onNumbers(rule: RuleOn<number>): Rule {
  return (run, value, seen) => typeof value !== "number" || rule(run, value, seen);
}
