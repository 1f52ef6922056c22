/**
 * The greatest n in [low, high] for which `holds(n)` is true, or low - 1.
 * `holds` must be true up to some n and false behind it. It is asked log2(high - low) times.
 */
export function lastWhere(low: number, high: number, holds: (n: number) => boolean): number {
  let [from, to] = [low - 1, high];
  while (from < to) {
    const middle = from + Math.ceil((to - from) / 2);
    if (holds(middle)) from = middle;
    else to = middle - 1;
  }
  return from;
}
