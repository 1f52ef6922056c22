export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** How it came to be: the runs behind a median, or what stood in the way. */
  readonly detail?: string;
}

/** Prints a figure beside its bound; whether it is kept. */
export function report({ name, value, unit, detail, ...bounds }: Figure): boolean {
  const { atLeast = -Infinity, atMost = Infinity } = bounds;
  const kept = value >= atLeast && value <= atMost;
  const bound = atMost === Infinity ? `at least ${atLeast}` : `at most ${atMost}`;
  const told = detail === undefined ? "" : `; ${detail}`;
  console.log(`  ${kept ? "kept  " : "BROKEN"} ${name}: ${value}${unit} (${bound}${unit})${told}`);
  return kept;
}
