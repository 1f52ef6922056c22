import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundedMap } from "../../worker/bounded-map.ts";

const MAX = 10;
const KEYS = ["a", "b", "c", "d", "e"];
const steps = fc.array(
  fc.record({
    action: fc.constantFrom("set" as const, "get" as const, "delete" as const),
    key: fc.constantFrom(...KEYS),
    weight: fc.integer({ min: 0, max: 12 }),
  }),
  { maxLength: 40 },
);

/** Pairs, the one that was used last at the end. */
type Pairs = readonly (readonly [key: string, weight: number])[];

function lightened(pairs: Pairs): Pairs {
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  return total > MAX && pairs.length > 1 ? lightened(pairs.slice(1)) : pairs;
}

function weightIn(pairs: Pairs, key: string): number | undefined {
  return pairs.find(([name]) => name === key)?.[1];
}

describe("a bounded map", () => {
  it("remembers what was used last, as long as it is not too heavy together", () =>
    fc.assert(
      fc.property(steps, (all) => {
        const map = new BoundedMap<number>(MAX, (weight) => weight);
        let pairs: Pairs = [];
        for (const { action, key, weight } of all) {
          const others = pairs.filter(([name]) => name !== key);
          const own = pairs.filter(([name]) => name === key);
          if (action === "set") map.set(key, weight);
          else if (action === "delete") map.delete(key);
          else expect(map.get(key)).toBe(weightIn(pairs, key));
          const after = { set: [...others, [key, weight] as const], get: [...others, ...own] };
          pairs = lightened(action === "delete" ? others : after[action]);
        }
        for (const key of KEYS) expect(map.get(key)).toBe(weightIn(pairs, key));
      }),
    ));
});
