import { decimalOf, digitsAt } from "../../core/decimal.ts";
import type { Spend } from "./pattern/pattern.ts";

/** What the decimals of two numbers cost, if they are of one magnitude. */
const DECIMAL_STEPS = 100;

/** Whether a number is a multiple of another, in decimals: 0.3 is one of 0.1, though doubles say otherwise. */
export function isMultipleOf(value: number, divisor: number, spend: Spend): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  const [a, b] = [decimalOf(value), decimalOf(divisor)];
  const exponent = Math.min(a.exponent, b.exponent);
  // So many digits does one of them have more than the other: 600 take 20 µs to divide.
  spend(DECIMAL_STEPS + Math.abs(a.exponent - b.exponent));
  return digitsAt(a, exponent) % digitsAt(b, exponent) === 0n;
}
