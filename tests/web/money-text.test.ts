import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPONENTS } from "../../systems/currencies.ts";
import { formatMoney } from "../../systems/money.ts";
import { aligned, grouped } from "../../web/money-text.ts";

const MOST_DIGITS = 4;
const minor = fc.nat(Number.MAX_SAFE_INTEGER);
const currency = fc.constantFrom(...EXPONENTS.keys());

describe("an amount as it is shown", () => {
  it("has its thousands apart, as the platform writes integers", () => {
    fc.assert(
      fc.property(minor, currency, (n, code) => {
        const [whole = "", fraction] = formatMoney(n, code).split(".");
        const integer = BigInt(whole).toLocaleString("en");
        const shown = fraction === undefined ? integer : `${integer}.${fraction}`;
        expect(grouped(formatMoney(n, code))).toBe(shown);
      }),
    );
  });

  it("is as long behind its point as every other one of its column", () => {
    fc.assert(
      fc.property(minor, currency, (n, code) => {
        const text = aligned(formatMoney(n, code), MOST_DIGITS);
        expect(text.split(/[.\u2008]/)[1]).toHaveLength(MOST_DIGITS);
        expect(text.trimEnd()).toBe(grouped(formatMoney(n, code)));
      }),
    );
  });

  it("has no space behind it where no amount has a fraction", () => {
    expect(aligned("1250", 0)).toBe("1,250");
    expect(aligned("1250", 2)).toBe("1,250\u2008\u2007\u2007");
    expect(aligned("12.5", 2)).toBe("12.5\u2007");
  });
});
