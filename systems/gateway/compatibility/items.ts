import { evaluators } from "./evaluation.ts";
import { type SchemaNode, isNever, subschema } from "./schema-node.ts";
import { least, most, sizeAt } from "./sizes.ts";
import type { Written } from "./written.ts";

/** What items at an index fit. From `longestPrefix` on it is the same for all. */
export function itemsAt(written: Written, index: number): readonly SchemaNode[] {
  return written.parts.flatMap((part) => {
    const rest = index < prefixLength(part) ? undefined : subschema(part, "items");
    const own = subschema(part, "prefixItems", String(index)) ?? rest;
    return [own ?? [], unevaluatedAt(written, part, index)].flat();
  });
}

/** How many of the first items may each be unlike the others. */
export function longestPrefix({ parts }: Written): number {
  return Math.max(0, ...parts.map(prefixLength));
}

export function prefixLength(node: SchemaNode): number {
  const { prefixItems } = node.keywords;
  return Array.isArray(prefixItems) ? prefixItems.length : 0;
}

/** The least number of items in what is written. */
export function leastItems(written: Written): number {
  const found = written.parts.map((part) => {
    const isAsked = subschema(part, "contains") !== undefined;
    return isAsked ? (sizeAt(part, "minContains") ?? 1) : 0;
  });
  return Math.max(least(written, "minItems"), ...found);
}

/** The greatest number of items in what is written. */
export function mostItems(written: Written): number {
  const allowed = most(written, "maxItems");
  const last = Math.min(allowed, longestPrefix(written));
  for (let i = 0; i <= last; i += 1)
    if (itemsAt(written, i).some(isNever)) return Math.min(allowed, i);
  return allowed;
}

function unevaluatedAt(written: Written, part: SchemaNode, index: number): readonly SchemaNode[] {
  const unevaluated = subschema(part, "unevaluatedItems");
  const others = unevaluated ? evaluators(part, written) : undefined;
  if (!unevaluated || !others) return [];
  const mayBeEvaluated = others.some(
    (node) =>
      index < prefixLength(node) ||
      ["items", "contains"].some((keyword) => subschema(node, keyword)) ||
      (node !== part && subschema(node, "unevaluatedItems")),
  );
  return mayBeEvaluated ? [] : [unevaluated];
}
