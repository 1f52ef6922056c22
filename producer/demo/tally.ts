import type { Answer } from "../../client/send-with-retries.ts";

/** Written to as requests are answered. */
export interface Tally {
  fresh: number;
  /** Those that the log had already. */
  known: number;
  readonly refused: { readonly name: string; readonly reason: string }[];
  /** What the try before the one under way failed with. */
  trouble: Error | undefined;
}

/** What became of one event of an array. */
interface Result {
  readonly index: number;
  readonly status: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly message: string }[];
}

type Names = readonly string[];

/** Counts the events of a request that was taken, one by one where the answer tells. */
export function countAnswer(tally: Tally, names: Names, { body, headers }: Answer): void {
  const results = resultsIn(body);
  if (results) countResults(tally, names, results);
  else if (headers.get("idempotent-replayed") === "true") tally.known += names.length;
  else tally.fresh += names.length;
}

export function countResults(tally: Tally, names: Names, results: readonly Result[]): void {
  for (const { index, status, detail, errors = [] } of results)
    if (status === "accepted") tally.fresh += 1;
    else if (status === "duplicate") tally.known += 1;
    else {
      const reason = detail ?? (errors.map(({ message }) => message).join("; ") || status);
      tally.refused.push({ name: names[index] ?? `event ${index}`, reason });
    }
}

/** What an answer, or a problem, tells of each event; undefined where it tells of all at once. */
export function resultsIn(body: unknown): readonly Result[] | undefined {
  if (typeof body !== "object" || body === null || !("results" in body)) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Foldlog's answer to an array
  return Array.isArray(body.results) ? (body.results as Result[]) : undefined;
}
