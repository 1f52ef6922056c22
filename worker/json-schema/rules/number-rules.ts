import { isMultipleOf } from "../multiple-of.ts";
import type { MakeRule } from "../source.ts";
import { onNumbers } from "./by-kind.ts";

export const maximum = bound("maximum", "at most", (value, limit) => value <= limit);
export const minimum = bound("minimum", "at least", (value, limit) => value >= limit);
export const exclusiveMaximum = bound("exclusiveMaximum", "less than", (a, b) => a < b);
export const exclusiveMinimum = bound("exclusiveMinimum", "greater than", (a, b) => a > b);

export const multipleOf: MakeRule = (source) => {
  const divisor = source.number("multipleOf");
  return onNumbers(
    (run, value) =>
      isMultipleOf(value, divisor, run.spend) ||
      run.fail("multipleOf", () => `must be a multiple of ${divisor}, and ${value} is not`),
  );
};

function bound(
  keyword: string,
  words: string,
  holds: (value: number, limit: number) => boolean,
): MakeRule {
  return (source) => {
    const limit = source.number(keyword);
    return onNumbers(
      (run, value) =>
        holds(value, limit) || run.fail(keyword, () => `must be ${words} ${limit}, not ${value}`),
    );
  };
}
