import { decimalOf, digitsAt } from "../../../core/decimal.ts";
import type { Json } from "../../../core/json.ts";
import { gap } from "./gap.ts";
import type { Keywords } from "./proof.ts";
import type { Rule } from "./rules.ts";
import type { SchemaNode } from "./schema-node.ts";
import type { Written } from "./written.ts";

/** How far numbers can go one way. Towards zero and below, numbers and limits are taken by their negatives. */
interface Limit {
  readonly value: number;
  /** The value itself is out. */
  readonly isExclusive: boolean;
}

type Sign = 1 | -1;

export const numberKeywords: readonly Keywords[] = [
  limit("minimum", "minimum-narrowed", -1),
  limit("exclusiveMinimum", "minimum-narrowed", -1),
  limit("maximum", "maximum-narrowed", 1),
  limit("exclusiveMaximum", "maximum-narrowed", 1),
  {
    keywords: ["multipleOf"],
    rule: "multiple-narrowed",
    gaps(written, read) {
      const factor = read.keywords["multipleOf"];
      if (!mayBeNumber(written) || typeof factor !== "number") return [];
      if (factorsOf(written).some((each) => isMultiple(each, factor))) return [];
      const message = `a number may be written that is no multiple of ${factor}`;
      return [gap("multiple-narrowed", { written, read, at: ["multipleOf"] }, message)];
    },
  },
];

/** Whether no number lies within the limits. */
export function isRangeEmpty(written: Written): boolean {
  const upper = reach(written, 1);
  const lower = reach(written, -1);
  return (
    upper.value < -lower.value ||
    (upper.value === -lower.value && (upper.isExclusive || lower.isExclusive))
  );
}

function limit(keyword: string, rule: Rule, sign: Sign): Keywords {
  return {
    keywords: [keyword],
    rule,
    gaps(written, read) {
      const asked = limitOf(read, keyword, sign);
      if (!mayBeNumber(written) || !asked || isWithin(reach(written, sign), asked)) return [];
      const side = sign === 1 ? "greater" : "smaller";
      const message = `a ${side} number may be written than the reader takes`;
      return [gap(rule, { written, read, at: [keyword] }, message)];
    },
  };
}

/** The furthest that a number which was written can go. */
function reach(written: Written, sign: Sign): Limit {
  const keywords = sign === 1 ? ["maximum", "exclusiveMaximum"] : ["minimum", "exclusiveMinimum"];
  let nearest: Limit = { value: Infinity, isExclusive: false };
  for (const part of written.parts)
    for (const keyword of keywords) {
      const each = limitOf(part, keyword, sign);
      if (each && isWithin(each, nearest)) nearest = each;
    }
  return written.types.has("fraction") ? nearest : ofIntegers(nearest);
}

/** The last whole number within a limit, where there is one that doubles tell from its neighbours. */
function ofIntegers({ value, isExclusive }: Limit): Limit {
  if (!Number.isSafeInteger(Math.floor(value))) return { value, isExclusive };
  const last = isExclusive && Number.isInteger(value) ? value - 1 : Math.floor(value);
  return { value: last, isExclusive: false };
}

function limitOf(node: SchemaNode, keyword: string, sign: Sign): Limit | undefined {
  const value = node.keywords[keyword];
  const isExclusive = keyword.startsWith("exclusive");
  return typeof value === "number" ? { value: sign * value, isExclusive } : undefined;
}

function isWithin(inner: Limit, outer: Limit): boolean {
  if (inner.value !== outer.value) return inner.value < outer.value;
  return inner.isExclusive || !outer.isExclusive;
}

function mayBeNumber({ types }: Written): boolean {
  return types.has("integer") || types.has("fraction");
}

/** Numbers of which all that is written is a multiple. */
function factorsOf(written: Written): readonly number[] {
  const factors: readonly (Json | undefined)[] = written.parts.map(
    (part) => part.keywords["multipleOf"],
  );
  const integer = written.types.has("fraction") ? [] : [1];
  return [...integer, ...factors.filter((factor) => typeof factor === "number")];
}

/** By their digits, since 0.3 is a multiple of 0.1 and the quotient of the doubles is no integer. */
function isMultiple(number: number, factor: number): boolean {
  if (number === factor) return true;
  const [a, b] = [decimalOf(number), decimalOf(factor)];
  const scale = Math.min(a.exponent, b.exponent);
  if (Math.max(a.exponent, b.exponent) - scale > 400 || b.digits === 0n) return false;
  return digitsAt(a, scale) % digitsAt(b, scale) === 0n;
}
