/** As wide as a digit, and as wide as the point, where all digits are as wide as each other. */
const DIGIT = "\u2007";
const POINT = "\u2008";

/** Decimal text with its thousands apart: "1234567.50" as "1,234,567.50". */
export function grouped(amount: string): string {
  const [whole = "", ...fraction] = amount.split(".");
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ","), ...fraction].join(".");
}

/** The same, with space for as many digits behind the point as the column has: its points lie below each other. */
export function aligned(amount: string, digits: number): string {
  const own = fractionDigits(amount);
  const missing = DIGIT.repeat(Math.max(0, digits - own));
  return grouped(amount) + (own === 0 && digits > 0 ? POINT : "") + missing;
}

export function fractionDigits(amount: string): number {
  return amount.split(".")[1]?.length ?? 0;
}
