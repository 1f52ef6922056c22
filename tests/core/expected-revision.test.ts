import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meetsExpectation, type ExpectedRevision } from "../../core/expected-revision.ts";

const revision = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe("meetsExpectation", () => {
  it.each<[ExpectedRevision, number, boolean]>([
    ["any", 0, true],
    ["any", 1, true],
    ["any", 7, true],
    ["none", 0, true],
    ["none", 1, false],
    ["none", 7, false],
    ["exists", 0, false],
    ["exists", 1, true],
    ["exists", 7, true],
    [0, 0, true],
    [0, 1, false],
    [1, 0, false],
    [1, 1, true],
    [1, 2, false],
    [7, 6, false],
    [7, 7, true],
    [7, 8, false],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, false],
  ])("of %s by a stream at revision %i: %s", (expected, actual, met) => {
    expect(meetsExpectation(expected, actual)).toBe(met);
  });

  it("of a number is met by that revision only", () => {
    fc.assert(
      fc.property(revision, revision, (expected, actual) => {
        expect(meetsExpectation(expected, expected)).toBe(true);
        expect(meetsExpectation(expected, actual)).toBe(expected === actual);
      }),
    );
  });

  it("takes 0 for none, and exists for the opposite", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(0), revision), (actual) => {
        expect(meetsExpectation("none", actual)).toBe(meetsExpectation(0, actual));
        expect(meetsExpectation("exists", actual)).toBe(!meetsExpectation("none", actual));
        expect(meetsExpectation("any", actual)).toBe(true);
      }),
    );
  });
});
