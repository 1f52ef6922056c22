import { EXPONENTS } from "./currencies.ts";
import { fitting, type Rule } from "./read-member.ts";

/**
 * Money as an integer of the currency's minor unit, read from decimal text and written as such: no
 * amount is ever a fraction of a double. Amounts are within ±(2^53−1) minor units.
 */

export const CURRENCY: Rule<string> = fitting(isCurrency, {
  keyword: "enum",
  message: 'must be a currency of ISO 4217, such as "USD"',
});

/** Whether a code is one of ISO 4217's. */
export function isCurrency(code: unknown): code is string {
  return typeof code === "string" && EXPONENTS.has(code);
}

/**
 * Decimal text, such as "-12.50", in minor units. `undefined` for other text, for more digits than the
 * currency has, unless they are zeros, for amounts that are too large, and for an unknown currency.
 */
export function parseMoney(text: string, currency: string): number | undefined {
  const match = /^(-?\d{1,16})(?:\.(\d{1,16}))?$/.exec(text);
  const exponent = EXPONENTS.get(currency);
  if (!match || exponent === undefined) return undefined;
  const [, whole, fraction = ""] = match;
  if (/[^0]/.test(fraction.slice(exponent))) return undefined;
  // Adding 0 makes 0 of -0.
  const minor = Number(`${whole}${fraction.slice(0, exponent).padEnd(exponent, "0")}`) + 0;
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/**
 * Minor units as decimal text with all the currency's digits: 1250 EUR is "12.50", 0 EUR is "0.00".
 * A sum of many amounts, which may leave ±(2^53−1), is a bigint.
 */
export function formatMoney(minor: number | bigint, currency: string): string {
  const exponent = EXPONENTS.get(currency) ?? 0;
  const digits = String(minor)
    .replace("-", "")
    .padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
