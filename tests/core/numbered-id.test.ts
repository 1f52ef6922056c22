import { assert, constantFrom, property, stringMatching, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_APPEND_EVENTS } from "../../core/limits.ts";
import { numberedId, unnumberedId } from "../../core/numbered-id.ts";

const text = stringMatching(/^[ab]?(\.(\d{3}|\d)?){0,4}$/);
const index = constantFrom(0, 1, 2, 12, 999);

describe("the ids of a request's events", () => {
  it("are what a text and an index say, and meet those of no other", () => {
    const request = tuple(text, index);
    const idOf = ([name, i]: [string, number]) => numberedId(unnumberedId(name), i);
    assert(
      property(request, request, (one, other) => {
        const isSame = one[0] === other[0] && one[1] === other[1];
        expect(idOf(one) === idOf(other)).toBe(isSame);
      }),
      { numRuns: 5000 },
    );
  });

  it("have three digits for every event that a request may have", () =>
    expect(numberedId("a", MAX_APPEND_EVENTS - 1)).toMatch(/^a\.\d{3}$/));
});
