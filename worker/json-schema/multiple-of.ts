import type { Spend } from "./pattern/pattern.ts";

/** What the decimals of two numbers cost, if they are of one magnitude. */
const DECIMAL_STEPS = 100;

/** A number as its shortest decimal text says it: `digits` times ten to the `exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Whether a number is a multiple of another, in decimals: 0.3 is one of 0.1, though doubles say otherwise. */
export function isMultipleOf(value: number, divisor: number, spend: Spend): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  const [a, b] = [decimalOf(value), decimalOf(divisor)];
  const exponent = Math.min(a.exponent, b.exponent);
  // So many digits does one of them have more than the other: 600 take 20 µs to divide.
  spend(DECIMAL_STEPS + Math.abs(a.exponent - b.exponent));
  return scaled(a, exponent) % scaled(b, exponent) === 0n;
}

function decimalOf(value: number): Decimal {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}
