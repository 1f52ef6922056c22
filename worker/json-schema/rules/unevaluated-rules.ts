import type { MakeRule } from "../source.ts";
import { onArrays, onObjects } from "./by-kind.ts";
import { namesOf } from "./object-rules.ts";

/** Members that no other rule on the object has judged. */
export const unevaluatedProperties: MakeRule = (source) => {
  const schema = source.one("unevaluatedProperties");
  return onObjects((run, value, seen) => {
    const left = namesOf(run, value).filter((name) => !seen?.names.has(name));
    run.spend(4 * left.length);
    for (const name of left) seen?.names.add(name);
    return run.all(left, (name) => schema?.within(run, name, value[name] ?? null) ?? true);
  });
};

/** Items that no other rule on the array has judged. */
export const unevaluatedItems: MakeRule = (source) => {
  const schema = source.one("unevaluatedItems");
  return onArrays((run, value, seen) => {
    run.spend(value.length);
    const [first, judged] = [seen?.itemsBefore ?? 0, seen?.items];
    const left = [...value.keys()].filter((i) => i >= first && !judged?.has(i));
    if (seen) seen.itemsBefore = value.length;
    return run.all(left, (i) => schema?.within(run, i, value[i] ?? null) ?? true);
  });
};
