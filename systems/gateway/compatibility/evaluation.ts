import type { Proof } from "./proof.ts";
import { type SchemaNode, subschema, subschemas } from "./schema-node.ts";
import { type Written, undivided, unfold } from "./written.ts";

const LISTS = ["allOf", "anyOf", "oneOf", "dependentSchemas"];
const SINGLE = ["if", "then", "else", "not"];

/** Schemas that bear on the same value as the one that they are in, under whatever condition. */
export function inPlace(node: SchemaNode): readonly SchemaNode[] {
  const lists = LISTS.flatMap((keyword) => subschemas(node, keyword));
  return [...lists, ...SINGLE.flatMap((keyword) => subschema(node, keyword) ?? [])];
}

/**
 * What may have a say on the same value beside `unevaluatedProperties` or `unevaluatedItems` of a part of
 * what is written: whatever they find is evaluated. `undefined`: this cannot be told.
 */
export function evaluators(part: SchemaNode, written: Written): readonly SchemaNode[] | undefined {
  const found = new Set([part]);
  for (const node of found) {
    const { $ref, $dynamicRef } = node.keywords;
    const target = $ref === undefined ? node : node.document.resolve($ref);
    if (!target || $dynamicRef !== undefined) return undefined;
    found.add(target);
    for (const each of applied(node, written)) found.add(each);
  }
  return [...found];
}

/** One branch of `oneOf` alone applies: the one that is known to, where one is. */
function applied(node: SchemaNode, written: Written): readonly SchemaNode[] {
  const branches = subschemas(node, "oneOf");
  const isKnown = branches.some((branch) => written.parts.includes(branch));
  const others = new Set(isKnown ? branches : []);
  return inPlace(node).filter((each) => !others.has(each) || written.parts.includes(each));
}

/** What has a say on all that is written beside `unevaluatedProperties` or `unevaluatedItems` of `read`. */
export function certainEvaluators(
  written: Written,
  read: SchemaNode,
  proof: Proof,
): readonly SchemaNode[] {
  const found = new Set(unfold([read]));
  for (const node of found) {
    const branches = ["anyOf", "oneOf"].flatMap((keyword) => subschemas(node, keyword));
    for (const branch of branches)
      if (!found.has(branch) && proof.isCertain(undivided(written), branch))
        for (const each of unfold([branch])) found.add(each);
  }
  return [...found];
}
