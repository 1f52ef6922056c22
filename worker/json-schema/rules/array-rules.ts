import type { Json } from "../../../core/json.ts";
import { equalityKey } from "../equality-key.ts";
import type { MakeRule } from "../source.ts";
import type { Rule, Subschema } from "../subschema.ts";
import { counted } from "../words.ts";
import { onArrays } from "./by-kind.ts";

/** 2020-12: the first items one by one by `prefixItems`, the others by `items`. */
export const prefixedItems: MakeRule = (source) =>
  itemsRule(source.list("prefixItems"), source.one("items"));

/** Draft 7: `items` is for all of them, or an array for the first ones, and `additionalItems` for the others. */
export const itemsOfDraft7: MakeRule = (source) =>
  itemsRule(source.list("items"), source.one("items") ?? source.one("additionalItems"));

function itemsRule(first: readonly Subschema[], others: Subschema | undefined): Rule {
  return onArrays((run, value, seen) => {
    const judged = others ? value : value.slice(0, first.length);
    if (seen) seen.itemsBefore = Math.max(seen.itemsBefore, judged.length);
    return run.all(
      judged.entries(),
      ([i, item]) => (first[i] ?? others)?.within(run, i, item) ?? true,
    );
  });
}

/** With `minContains` and `maxContains`. */
export const contains: MakeRule = (source) => {
  const schema = source.one("contains");
  const [least, most] = [source.number("minContains", 1), source.number("maxContains", Infinity)];
  return onArrays((run, value, seen) => {
    const fits = (item: Json) => schema?.quietly(run, item, undefined) ?? true;
    const found = value.flatMap((item, i) => (fits(item) ? [i] : []));
    for (const i of found) seen?.items.add(i);
    if (found.length < least)
      return run.fail(keywordOf(least), () => wanted("at least", least, found.length));
    if (found.length > most)
      return run.fail("maxContains", () => wanted("at most", most, found.length));
    return true;
  });
};

function keywordOf(least: number): string {
  return least === 1 ? "contains" : "minContains";
}

function wanted(words: string, limit: number, found: number): string {
  return `must have ${words} ${counted(limit, "item")} as contains describes it, has ${found}`;
}

export const uniqueItems: MakeRule = (source) => {
  if (source.value("uniqueItems") === false) return () => true;
  return onArrays((run, value) => {
    const places = new Map<ReturnType<typeof equalityKey>, number>();
    for (const [i, item] of value.entries()) {
      const key = equalityKey(item, run.spend);
      const before = places.get(key);
      if (before !== undefined)
        return run.fail(
          "uniqueItems",
          () => `must have no item twice: items ${before} and ${i} are equal`,
        );
      places.set(key, i);
    }
    return true;
  });
};
