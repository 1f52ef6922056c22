/** Keys to count in one bucket: it is cut into `strata`, and of each `run` keys on end are taken, where chance says. */
export interface Draw {
  /** The first key of the bucket, and how many it has. */
  readonly low: number;
  readonly size: number;
  readonly strata: number;
  readonly run: number;
}

/** All of the keys. */
export function whole(low: number, size: number): Draw {
  return { low, size, strata: 1, run: size };
}

/** Reading on is several times as cheap as seeking, but neighbours are often alike. */
const RUN = 4;

/**
 * So many of the keys at most, evenly spread; one at least. Chance keeps what recurs in the log from being
 * hit or missed always.
 */
export function spread({ low, size }: Draw, most: number): Draw {
  if (size <= most) return whole(low, size);
  const run = most < RUN ? 1 : RUN;
  return { low, size, strata: Math.max(1, Math.floor(most / run)), run };
}

export function isPart({ size, run, strata }: Draw): boolean {
  return run * strata < size;
}

/**
 * SQL that begins a statement: `spans` are the keys to take, from `start` to `stop`, with their bucket and for
 * how many keys each stands. Its one parameter is `drawsJson`. The same draws take the same keys.
 */
export const SPANS = `
WITH RECURSIVE cut (bucket, low, size, strata, run, n, chance) AS (
  SELECT key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, 0, 12345 + key FROM json_each(?)
  UNION ALL
  SELECT bucket, low, size, strata, run, n + 1, (chance * 1103515245 + 12345) & 2147483647
  FROM cut WHERE n + 1 < strata
), strata (bucket, weight, low, high, run, chance) AS (
  SELECT bucket, size * 1.0 / (strata * run), low + n * size / strata,
    low + (n + 1) * size / strata - run, run, chance >> 8 FROM cut
), spans (bucket, weight, start, stop) AS (
  SELECT bucket, weight, low + chance % (high - low + 1), low + chance % (high - low + 1) + run - 1
  FROM strata
)`;

export function drawsJson(draws: readonly Draw[]): string {
  return JSON.stringify(draws.map(({ low, size, strata, run }) => [low, size, strata, run]));
}
