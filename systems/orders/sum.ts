/** An exact sum of integers: a number, or decimal text where it leaves ±(2^53−1). */
export type Sum = number | string;

export function plus(a: Sum, b: Sum): Sum {
  const sum = Number(a) + Number(b);
  if (typeof a === "number" && typeof b === "number" && Number.isSafeInteger(sum)) return sum;
  const exact = BigInt(a) + BigInt(b);
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : String(exact);
}

/** Below 0 if `a` is less than `b`, above if it is more. */
export function compareSums(a: Sum, b: Sum): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (BigInt(a) === BigInt(b)) return 0;
  return BigInt(a) < BigInt(b) ? -1 : 1;
}
