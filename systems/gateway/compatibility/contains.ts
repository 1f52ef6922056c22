import type { Gap } from "../schema-kind.ts";
import { gap, hard } from "./gap.ts";
import { itemsAt, leastItems, longestPrefix, mostItems } from "./items.ts";
import type { Keywords, Proof } from "./proof.ts";
import { type SchemaNode, subschema } from "./schema-node.ts";
import { sizeAt } from "./sizes.ts";
import type { Written } from "./written.ts";

export const containsKeywords: readonly Keywords[] = [
  {
    keywords: ["contains", "minContains", "maxContains"],
    rule: "contains-added",
    gaps(written, read, proof) {
      const sought = subschema(read, "contains");
      if (!sought || !written.types.has("array")) return [];
      return [
        ...enough({ written, read, sought }, proof),
        ...tooMany({ written, read, sought }, proof),
      ];
    },
  },
];

interface Search {
  readonly written: Written;
  readonly read: SchemaNode;
  readonly sought: SchemaNode;
}

function enough(search: Search, proof: Proof): readonly Gap[] {
  const { written, read, sought } = search;
  const asked = sizeAt(read, "minContains") ?? 1;
  if (asked === 0 || certainlyFound(written, sought, proof) >= asked) return [];
  const gaps = foundAnyway(search, asked, proof);
  if (gaps) return gaps;
  const message = `an array may be written in which fewer than ${asked} items are what the reader looks for`;
  return [gap("contains-added", { written, read, at: ["contains"] }, message)];
}

/** Warnings if the writer looks for as many items, all of which the reader looks for; `undefined`: it does not. */
function foundAnyway(
  { written, sought }: Search,
  asked: number,
  proof: Proof,
): readonly Gap[] | undefined {
  const anyItem = longestPrefix(written) === 0 ? itemsAt(written, 0) : [];
  const answers = written.parts.flatMap((part) => {
    const found = subschema(part, "contains");
    if (!found || (sizeAt(part, "minContains") ?? 1) < asked) return [];
    return [proof.trial.within([found, ...anyItem], sought)];
  });
  return answers.find((gaps) => !hard(gaps));
}

/** How many items are in any case what is sought. */
function certainlyFound(written: Written, sought: SchemaNode, proof: Proof): number {
  const items = leastItems(written);
  const prefix = Math.min(items, longestPrefix(written));
  let found = 0;
  for (let i = 0; i < prefix; i += 1)
    if (proof.isCertainWithin(itemsAt(written, i), sought)) found += 1;
  const isRestFound = items > prefix && proof.isCertainWithin(itemsAt(written, prefix), sought);
  return isRestFound ? found + items - prefix : found;
}

function tooMany({ written, read, sought }: Search, proof: Proof): readonly Gap[] {
  const allowed = sizeAt(read, "maxContains");
  if (allowed === undefined || possiblyFound(written, sought, proof) <= allowed) return [];
  const isKept = written.parts.some((part) => {
    const found = subschema(part, "contains");
    if (!found || (sizeAt(part, "maxContains") ?? Infinity) > allowed) return false;
    return proof.isCertainWithin([sought], found);
  });
  if (isKept) return [];
  const message = `an array may be written in which more than ${allowed} items are what the reader looks for`;
  return [gap("contains-narrowed", { written, read, at: ["maxContains"] }, message)];
}

/** How many items there may be of what is sought. */
function possiblyFound(written: Written, sought: SchemaNode, proof: Proof): number {
  const items = mostItems(written);
  const prefix = Math.min(items, longestPrefix(written));
  let found = 0;
  for (let i = 0; i < prefix; i += 1)
    if (!proof.isEmptyWithin([...itemsAt(written, i), sought])) found += 1;
  const isRestFound = items > prefix && !proof.isEmptyWithin([...itemsAt(written, prefix), sought]);
  return isRestFound ? found + items - prefix : found;
}
