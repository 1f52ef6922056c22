import { describe, expect, it } from "vitest";
import { collectorSize } from "../budgets/collector-size.ts";

describe("the collector alone", () => {
  it("is small", async () => {
    const { value, atMost } = await collectorSize();
    expect(value).toBeGreaterThan(1);
    expect(value).toBeLessThanOrEqual(atMost ?? 0);
  });
});
