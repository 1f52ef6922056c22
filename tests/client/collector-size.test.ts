import { describe, expect, it } from "vitest";
import { collectorSize } from "../budgets/collector-size.ts";
import { builtCollector } from "../support/built-collector.ts";

describe("the collector alone", () => {
  it("is small, and imports nothing", async () => {
    const script = await builtCollector();
    const { value, atMost } = collectorSize(script);
    expect(value).toBeGreaterThan(1);
    expect(value).toBeLessThanOrEqual(atMost ?? 0);
    expect(script).not.toMatch(/\bimport\b/);
    expect(script.match(/\bexport\b.*/)?.[0]).toMatch(/^export\{\w+ as Collector\};?$/);
  });
});
