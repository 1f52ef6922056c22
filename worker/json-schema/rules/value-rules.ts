import { isJsonObject, type Json } from "../../../core/json.ts";
import { equalityKey } from "../equality-key.ts";
import type { MakeRule } from "../source.ts";
import { kindOf, listed, shorten, told } from "../words.ts";
import { onTexts } from "./by-kind.ts";

const TYPES: ReadonlyMap<
  string,
  { readonly fits: (value: Json) => boolean; readonly name: string }
> = new Map([
  ["null", { fits: (value) => value === null, name: "null" }],
  ["boolean", { fits: (value) => typeof value === "boolean", name: "true or false" }],
  ["integer", { fits: (value) => Number.isInteger(value), name: "a whole number" }],
  ["number", { fits: (value) => typeof value === "number", name: "a number" }],
  ["string", { fits: (value) => typeof value === "string", name: "a string" }],
  ["array", { fits: (value) => Array.isArray(value), name: "an array" }],
  ["object", { fits: isJsonObject, name: "an object" }],
]);

export const type: MakeRule = (source) => {
  const value = source.value("type");
  const names = typeof value === "string" ? [value] : source.names("type");
  const types = names.flatMap((name) => TYPES.get(name) ?? []);
  const wanted = types.map(({ name }) => name).join(" or ");
  return (run, instance) =>
    types.some(({ fits }) => fits(instance)) ||
    run.fail("type", () => `must be ${wanted}, not ${given(instance)}`);
};

/** A number that is not whole is not just a number. */
function given(value: Json): string {
  return typeof value === "number" && !Number.isInteger(value) ? told(value) : kindOf(value);
}

export const enumeration: MakeRule = (source) => {
  const value = source.value("enum");
  const members: readonly Json[] = Array.isArray(value) ? value : [];
  const keys = new Set(members.map((member) => equalityKey(member, free)));
  return (run, instance) =>
    keys.has(equalityKey(instance, run.spend)) ||
    run.fail("enum", () => `must be one of ${listed(members)}`);
};

export const constant: MakeRule = (source) => {
  const value = source.value("const") ?? null;
  const key = equalityKey(value, free);
  return (run, instance) =>
    equalityKey(instance, run.spend) === key || run.fail("const", () => `must be ${told(value)}`);
};

/** A schema's own values are bounded by its size. */
function free(): void {}

export const pattern: MakeRule = (source) => {
  const text = source.text("pattern");
  const form = source.pattern(text);
  return onTexts(
    (run, value) =>
      form.matches(value, run.spend) ||
      run.fail("pattern", () => `must match ${shorten(text, 100)}, and ${told(value)} does not`),
  );
};
