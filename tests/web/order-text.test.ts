import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysText, moneyText, timeText } from "../../web/order-text.ts";

describe("an amount of money", () => {
  it.each([
    ["0", "0"],
    ["0.00", "0.00"],
    ["-0.75", "−0.75"],
    ["999.99", "999.99"],
    ["1234567.50", "1,234,567.50"],
    ["-1000", "−1,000"],
    ["1.2345", "1.2345"],
    ["90071992547409910000.00", "90,071,992,547,409,910,000.00"],
  ])("%s is shown as %s", (decimal, shown) => {
    expect(moneyText(decimal)).toBe(shown);
  });

  it("keeps every digit", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat({ max: 9999 }), (whole, fraction) => {
        const decimal = `${whole}.${fraction}`;
        expect(moneyText(decimal).replaceAll(",", "").replace("−", "-")).toBe(decimal);
      }),
    );
  });
});

describe("a time", () => {
  it("is shown in its zone, in UTC if there is no such zone", () => {
    expect(timeText("2026-03-04T23:30:00Z", "Europe/Berlin")).toBe("5 Mar 2026, 00:30");
    expect(timeText("2026-03-04T23:30:00Z", "Mars/Base")).toBe("4 Mar 2026, 23:30");
  });
});

describe("days", () => {
  it("are shown as one, as a span, or as they are", () => {
    expect(daysText("2026-03-04", "2026-03-04")).toBe("4 Mar 2026");
    expect(daysText("2025-03-04", "2026-03-03")).toBe("4 Mar 2025 to 3 Mar 2026");
    expect(daysText("soon", "soon")).toBe("soon");
  });
});
