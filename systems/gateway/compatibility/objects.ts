import type { Gap } from "../schema-kind.ts";
import { certainEvaluators } from "./evaluation.ts";
import { type Asked, everyProperty } from "./every-property.ts";
import type { Keywords, Proof } from "./proof.ts";
import { keysOf, subschema, type SchemaNode } from "./schema-node.ts";
import { namedAt, patternsOf } from "./properties.ts";
import { atLeast, atMost } from "./sizes.ts";
import { fewestProperties, mostProperties } from "./properties.ts";

export const objectKeywords: readonly Keywords[] = [
  atLeast({
    keyword: "minProperties",
    rule: "min-properties-narrowed",
    type: "object",
    reach: fewestProperties,
    what: "properties",
  }),
  atMost({
    keyword: "maxProperties",
    rule: "max-properties-narrowed",
    type: "object",
    reach: mostProperties,
    what: "properties",
  }),
  {
    keywords: ["properties", "patternProperties", "additionalProperties"],
    rule: "constant-refused",
    gaps(written, read, proof) {
      const rest = subschema(read, "additionalProperties");
      const asked: Asked = {
        names: keysOf(read, "properties"),
        patterns: patternsOf(read),
        of(name) {
          const named = namedAt(read, name, proof);
          return named.length > 0 || !rest ? named : [rest];
        },
        ofPattern: (pattern) => subschema(read, "patternProperties", pattern),
        rest,
      };
      return everyProperty({ written, read, at: ["additionalProperties"] }, asked, proof);
    },
  },
  {
    keywords: ["unevaluatedProperties"],
    isWhole: true,
    rule: "constant-refused",
    gaps(written, read, proof): readonly Gap[] {
      if (!written.types.has("object")) return [];
      const others = certainEvaluators(written, read, proof);
      if (others.some((node) => evaluatesAll(node, read))) return [];
      const asked = unevaluated(read, others, proof);
      return everyProperty({ written, read, at: ["unevaluatedProperties"] }, asked, proof);
    },
  },
];

function evaluatesAll(node: SchemaNode, read: SchemaNode): boolean {
  if (subschema(node, "additionalProperties")) return true;
  return node !== read && subschema(node, "unevaluatedProperties") !== undefined;
}

/** What is asked of properties of which none of these schemas has spoken. */
function unevaluated(read: SchemaNode, others: readonly SchemaNode[], proof: Proof): Asked {
  const rest = subschema(read, "unevaluatedProperties");
  const isEvaluated = (name: string) =>
    others.some((node) => namedAt(node, name, proof).length > 0);
  return {
    names: others.flatMap((node) => keysOf(node, "properties")),
    patterns: others.flatMap(patternsOf),
    of: (name) => (isEvaluated(name) || !rest ? [] : [rest]),
    ofPattern: () => undefined,
    rest,
  };
}
