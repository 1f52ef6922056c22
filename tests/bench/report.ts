export interface Measured {
  readonly name: string;
  readonly text: string;
  readonly ratio: number;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** Prints each ratio beside its bound; whether all bounds are kept. */
export function report(title: string, measured: readonly Measured[]): boolean {
  console.log(title);
  for (const { name, text, ratio, ...bounds } of measured)
    console.log(`  ${name}: ${text}; ratio ${ratio.toFixed(2)}${boundText(bounds)}`);
  return measured.every(
    ({ ratio, atLeast = 0, atMost = Infinity }) => ratio >= atLeast && ratio <= atMost,
  );
}

function boundText({ atLeast, atMost }: Pick<Measured, "atLeast" | "atMost">): string {
  if (atLeast !== undefined) return ` (at least ${atLeast.toFixed(1)})`;
  return atMost === undefined ? "" : ` (at most ${atMost.toFixed(1)})`;
}
