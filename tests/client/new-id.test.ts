import { describe, expect, it } from "vitest";
import { newId } from "../../client/new-id.ts";

describe("newId", () => {
  it("is a UUID of version 7 that sorts by time and comes once", () => {
    const ids = Array.from({ length: 1000 }, (_, ms) => newId(1_790_000_000_000 + ms));
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(Array.from({ length: 1000 }, () => newId(0))).size).toBe(1000);
  });
});
