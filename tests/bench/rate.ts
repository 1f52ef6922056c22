/** Runs `clients` loops of `step` until `count` steps are done; the steps per second. */
export async function rate(
  clients: number,
  count: number,
  step: () => Promise<void>,
): Promise<number> {
  let left = count;
  const start = performance.now();
  const loop = async () => {
    while (left > 0) {
      left -= 1;
      await step();
    }
  };
  await Promise.all(Array.from({ length: clients }, loop));
  return (count * 1000) / (performance.now() - start);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
