import { itemsAt, leastItems, longestPrefix, mostItems } from "./items.ts";
import type { JsonType } from "./json-type.ts";
import { isRangeEmpty } from "./numbers.ts";
import type { Proof } from "./proof.ts";
import { fewestProperties, mostProperties, propertyAt, required } from "./properties.ts";
import { subschema } from "./schema-node.ts";
import { sizeAt } from "./sizes.ts";
import { isLengthEmpty } from "./strings.ts";
import { type Written, among, undivided } from "./written.ts";

/** Whether it is certain that nothing fits what is known of this, its choices left open. */
export function isImpossible(written: Written, proof: Proof): boolean {
  if (proof.constants(written)?.length === 0) return true;
  if ([...written.types].every((type) => IMPOSSIBLE[type](among(written, type), proof)))
    return true;
  const { excluded, ...known } = undivided(written);
  return excluded.some((node) => proof.isCertain({ ...known, excluded: [] }, node));
}

type Test = (written: Written, proof: Proof) => boolean;

const IMPOSSIBLE: Readonly<Record<JsonType, Test>> = {
  null: () => false,
  boolean: () => false,
  integer: isRangeEmpty,
  fraction: isRangeEmpty,
  string: isLengthEmpty,
  array: isArrayImpossible,
  object: isObjectImpossible,
};

function isArrayImpossible(written: Written, proof: Proof): boolean {
  const least = leastItems(written);
  if (least > mostItems(written)) return true;
  const last = Math.min(least - 1, longestPrefix(written));
  for (let i = 0; i <= last; i += 1) if (proof.isEmptyWithin(itemsAt(written, i))) return true;
  return (
    longestPrefix(written) === 0 &&
    written.parts.some((part) => {
      const sought = subschema(part, "contains");
      const isAsked = sought !== undefined && sizeAt(part, "minContains") !== 0;
      return isAsked && proof.isEmptyWithin([...itemsAt(written, 0), sought]);
    })
  );
}

function isObjectImpossible(written: Written, proof: Proof): boolean {
  if (fewestProperties(written) > mostProperties(written)) return true;
  return [...required(written)].some((name) =>
    proof.isEmptyWithin(propertyAt(written, name, proof)),
  );
}
