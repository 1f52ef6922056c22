import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeKey, type Key } from "../../core/key.ts";
import type { Entry } from "../../core/projection.ts";
import { MemoryRows } from "../support/memory-rows.ts";

const element = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom("", "a", "ab", "\0", "\uFFFF", "😀"),
);
const key: fc.Arbitrary<Key> = fc
  .tuple(fc.constantFrom("a", "b"), element, element)
  .chain((elements) => fc.integer({ min: 1, max: 3 }).map((size) => cut(elements, size)));

function cut([first, ...rest]: Key, size: number): Key {
  return [first, ...rest.slice(0, size - 1)];
}

/** The order of SQLite's texts. */
function byBytes(a: Key, b: Key): number {
  return Buffer.compare(Buffer.from(encodeKey(a)), Buffer.from(encodeKey(b)));
}

const pairs = (entries: Iterable<Entry>) => Array.from(entries, ({ key: at, row }) => [at, row]);

const change = fc.record({ key, row: fc.option(fc.nat(9)) });

describe("rows in memory", () => {
  it("hold what was set last, and are walked in the order of the keys", () => {
    fc.assert(
      fc.property(fc.array(change), key, key, (changes, from, to) => {
        const rows = new MemoryRows();
        const last = new Map<string, readonly [Key, number]>();
        for (const { key: at, row } of changes) {
          if (row === null) rows.delete(at);
          else rows.set(at, row);
          if (row === null) last.delete(JSON.stringify(at));
          else last.set(JSON.stringify(at), [at, row]);
        }
        const all = [...last.values()].toSorted(([a], [b]) => byBytes(a, b));
        expect(rows.entries()).toEqual(all);
        expect(rows.get(from)).toBe(last.get(JSON.stringify(from))?.[1]);
        const between = all.filter(([at]) => byBytes(from, at) <= 0 && byBytes(at, to) < 0);
        expect(pairs(rows.scan(from, to))).toEqual(between);
        const under = all.filter(([at]) => from.every((part, i) => at[i] === part));
        expect(pairs(rows.scan(from))).toEqual(under);
      }),
      { numRuns: 500 },
    );
  });
});
