import type { Gap } from "../schema-kind.ts";
import { certainEvaluators } from "./evaluation.ts";
import { type Place, gap } from "./gap.ts";
import { itemsAt, leastItems, longestPrefix, mostItems, prefixLength } from "./items.ts";
import type { Keywords, Proof } from "./proof.ts";
import { type SchemaNode, isNever, subschema } from "./schema-node.ts";
import { atLeast, atMost } from "./sizes.ts";

export const arrayKeywords: readonly Keywords[] = [
  atLeast({
    keyword: "minItems",
    rule: "min-items-narrowed",
    type: "array",
    reach: leastItems,
    what: "items",
  }),
  atMost({
    keyword: "maxItems",
    rule: "max-items-narrowed",
    type: "array",
    reach: mostItems,
    what: "items",
  }),
  {
    keywords: ["uniqueItems"],
    rule: "unique-items-added",
    gaps(written, read) {
      const isAsked = written.types.has("array") && read.keywords["uniqueItems"] === true;
      if (!isAsked || mostItems(written) <= 1) return [];
      if (written.parts.some((part) => part.keywords["uniqueItems"] === true)) return [];
      const message = "equal items may be written, which the reader refuses";
      return [gap("unique-items-added", { written, read, at: ["uniqueItems"] }, message)];
    },
  },
  {
    keywords: ["prefixItems", "items"],
    rule: "constant-refused",
    gaps(written, read, proof) {
      const length = prefixLength(read);
      const rest = subschema(read, "items");
      const asked = (index: number) =>
        index < length ? subschema(read, "prefixItems", String(index)) : rest;
      return everyItem({ written, read, at: ["items"] }, { asked, length }, proof);
    },
  },
  {
    keywords: ["unevaluatedItems"],
    isWhole: true,
    rule: "constant-refused",
    gaps(written, read, proof) {
      if (!written.types.has("array")) return [];
      const others = certainEvaluators(written, read, proof);
      const isEach = others.some(
        (node) =>
          subschema(node, "items") ?? (node !== read && subschema(node, "unevaluatedItems")),
      );
      if (isEach) return [];
      const length = Math.max(...others.map(prefixLength));
      const rest = subschema(read, "unevaluatedItems");
      const asked = (index: number) => (index < length ? undefined : rest);
      return everyItem({ written, read, at: ["unevaluatedItems"] }, { asked, length }, proof);
    },
  },
];

/** What is asked of the items, by their index: from `length` on it is the same for all. */
interface Asked {
  readonly asked: (index: number) => SchemaNode | undefined;
  readonly length: number;
}

function everyItem(place: Place, { asked, length }: Asked, proof: Proof): readonly Gap[] {
  const { written } = place;
  if (!written.types.has("array")) return [];
  const last = Math.min(Math.max(longestPrefix(written), length), mostItems(written) - 1);
  const gaps: Gap[] = [];
  for (let i = 0; i <= last; i += 1) {
    const node = asked(i);
    if (node) gaps.push(...oneItem(place, { items: itemsAt(written, i), node }, proof));
  }
  return gaps;
}

interface Item {
  readonly items: readonly SchemaNode[];
  readonly node: SchemaNode;
}

function oneItem(place: Place, { items, node }: Item, proof: Proof): readonly Gap[] {
  if (!isNever(node)) return proof.within(items, node);
  if (proof.isEmptyWithin(items)) return [];
  const message = "more items may be written than the reader takes";
  return [gap("additional-items-closed", place, message)];
}
