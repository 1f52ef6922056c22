import { describe, expect, it } from "vitest";
import { readValueParams } from "../../systems/orders/query-params.ts";
import { choicesUntil, errorsOf, questionOf, rangeOf } from "../../web/order-question.ts";

const NOW = Date.parse("2026-03-01T03:00:00Z");
const asked = (query: string) => questionOf(new URLSearchParams(query), NOW);

describe("the question of an address", () => {
  it("is of the year up to today in its zone, by days of occurrence, unless the address says other", () => {
    expect(asked("tz=UTC")).toMatchObject({ start_date: "2025-03-02", end_date: "2026-03-01" });
    expect(asked("tz=America/New_York")).toMatchObject({
      start_date: "2025-03-01",
      end_date: "2026-02-28",
      basis: "occurred",
      currency: undefined,
    });
    expect(asked("tz=UTC&basis=recorded&end_date=2026-01-01&currency=EUR")).toMatchObject({
      end_date: "2026-01-01",
      basis: "recorded",
      currency: "EUR",
    });
  });

  it("keeps what is wrong, for the rules of the server to say so", () => {
    const question = asked("start_date=2026-02-30&tz=Mars/Base&basis=never");
    const errors = errorsOf(readValueParams(rangeOf(question)));
    expect(errors.map(({ pointer }) => pointer)).toEqual(["/start_date", "/tz", "/basis"]);
  });
});

describe("a quick choice", () => {
  it("is a range that the server takes, and ends today", () => {
    for (const { days } of choicesUntil("2026-03-01")) {
      expect(errorsOf(readValueParams(days))).toEqual([]);
      expect(days.end_date).toBe("2026-03-01");
    }
    const starts = choicesUntil("2026-03-01").map(({ name, days }) => [name, days.start_date]);
    expect(Object.fromEntries(starts)).toEqual({
      "7 days": "2026-02-23",
      "30 days": "2026-01-31",
      "90 days": "2025-12-02",
      "This year": "2026-01-01",
      "A year": "2025-03-02",
    });
  });
});
