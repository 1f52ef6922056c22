import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeKey, encodeEnd, encodeKey, type Key } from "../../core/key.ts";

const character = fc.oneof(
  fc.constantFrom("\0", "\u0001", "\u0002", "\u0003", "a", "m", "n", "s", "t", "\uFFFF", "😀"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
);
const text = fc.array(character, { maxLength: 6 }).map((characters) => characters.join(""));
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -20, max: 20 }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);
const key: fc.Arbitrary<Key> = fc
  .tuple(text, fc.array(fc.oneof(text, number), { maxLength: 4 }))
  .map(([first, rest]) => keyOf(first, rest));
/** Two keys that often begin with the same elements. */
const pair = fc
  .tuple(key, key, fc.nat(4))
  .map(([a, b, shared]): [Key, Key] => [a, [a[0], ...a.slice(1, shared), ...b.slice(shared)]]);

/** The order of UTF-8, as SQLite has it. */
function order(a: string, b: string): number {
  return Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

type Element = string | number | undefined;

function elementOrder(a: Element, b: Element): number {
  if (kindOf(a) !== kindOf(b)) return kindOf(a) - kindOf(b);
  return typeof a === "number" ? Math.sign(a - Number(b)) : order(String(a), String(b));
}

/** Nothing comes before numbers, and they before strings. */
function kindOf(element: Element): number {
  return ["undefined", "number", "string"].indexOf(typeof element);
}

function keyOf(first: string, rest: readonly (string | number)[]): Key {
  return [first, ...rest];
}

function keyOrder(a: Key, b: Key): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const differs = elementOrder(a[i], b[i]);
    if (differs !== 0) return Math.sign(differs);
  }
  return 0;
}

function beginsWith(a: Key, b: Key): boolean {
  return keyOrder([a[0], ...a.slice(1, b.length)], b) === 0;
}

describe("a key as text", () => {
  it("can be read again", () => {
    fc.assert(
      fc.property(key, (any) => {
        expect(decodeKey(encodeKey(any))).toEqual(any);
      }),
    );
  });

  it("is ordered as the keys are, element by element", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(order(encodeKey(a), encodeKey(b))).toBe(keyOrder(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it("lies before the end of exactly those keys with which it begins", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const inside =
          order(encodeKey(a), encodeKey(b)) >= 0 && order(encodeKey(a), encodeEnd(b)) < 0;
        expect(inside).toBe(beginsWith(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])("cannot hold %d", (wrong) => {
    expect(() => encodeKey(["a", wrong])).toThrow("cannot be in a key");
  });
});
