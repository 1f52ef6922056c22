/**
 * What a writer believes of a stream: anything, that it does not exist, that it exists, or that it
 * stands at a revision (0 is the same as `none`).
 */
export type ExpectedRevision = "any" | "none" | "exists" | number;

/** Whether a stream at revision `actual` (0: there is none) is what the writer believes. */
export function meetsExpectation(expected: ExpectedRevision, actual: number): boolean {
  if (expected === "any") return true;
  if (expected === "none") return actual === 0;
  if (expected === "exists") return actual > 0;
  return actual === expected;
}
