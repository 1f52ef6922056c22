import { divide } from "./divide.ts";
import type { Bucket, Histogram, HistogramRequest } from "./log-rpc.ts";
import { drawsJson, isPart, SPANS, spread, whole, type Draw } from "./sample.ts";
import { planScan, type Scan } from "./scan.ts";
import { first, type SyncStorage } from "./storage.ts";

/** Looking at an event takes about 0.1 µs, counting one that matches six times as long, of many types. */
const MAX_LOOKS = 1_050_000;
const COUNTING = 6;
/** About 1 µs each, since they lie apart. */
const MAX_DRAWN = 60_000;
/** Where text is looked for. */
const MAX_READ = 20_000;
const MAX_READ_BYTES = 16_000_000;

type Counted = { bucket: number; type: string | null; events: number };

/**
 * Counts by bucket and type, by one statement. All events are counted where that takes 150 ms at most: in
 * ranges of 150,000, or of a million where a filter by type or category leaves few of them. A million would
 * take half a second, so of more than that some are drawn, each bucket having its share of the draws, and the
 * counts are estimates: of 1,000 events for one of 60 buckets, so within a tenth for what is half of it, and
 * what is rare may be missed.
 */
export function readHistogram(storage: SyncStorage, request: HistogramRequest): Histogram {
  const { by } = request;
  const scan = planScan(storage, { ...request, by: "position", direction: "forward" });
  const head = scan.end;
  if (scan.low > scan.high) return { by, from: null, to: null, head, sampled: false, buckets: [] };
  const parts = divide(storage, scan, request);
  const draws = planDraws(storage, scan, { request, parts });
  const counted = count(storage, scan, draws);
  const buckets = parts.map(({ from, to }, index): Bucket => {
    const { count: sum, types, others } = tally(counted.filter(({ bucket }) => bucket === index));
    return others === 0 ? { from, to, count: sum, types } : { from, to, count: sum, types, others };
  });
  const [from, to] = [parts[0]?.from ?? null, parts.at(-1)?.to ?? null];
  return { by, from, to, head, sampled: draws.some(isPart), buckets };
}

interface DrawOptions {
  readonly request: HistogramRequest;
  readonly parts: readonly { readonly low: number; readonly high: number }[];
}

function planDraws(storage: SyncStorage, scan: Scan, { request, parts }: DrawOptions): Draw[] {
  const all = parts.map(({ low, high }) => whole(low, high - low + 1));
  const searched = request.text !== undefined;
  const looks = scan.high - scan.low + 1;
  const affordable = searched ? looks <= MAX_READ : looks + COUNTING * scan.most <= MAX_LOOKS;
  const share = (searched ? MAX_READ : MAX_DRAWN) / parts.length;
  const draws = affordable ? all : all.map((draw) => spread(draw, share));
  if (!searched) return draws;
  const excess = bytesOf(storage, request, draws) / MAX_READ_BYTES;
  if (excess <= 1) return draws;
  return draws.map((draw) => spread(draw, (draw.strata * draw.run) / excess));
}

/** Of the payloads in which text will be looked for. */
function bytesOf(storage: SyncStorage, request: HistogramRequest, draws: readonly Draw[]): number {
  const others = { ...request, text: undefined, by: "position", direction: "forward" } as const;
  const { where, params, key } = planScan(storage, others);
  const row = first<{ bytes: number }>(
    storage,
    `${SPANS} SELECT ifnull(sum(octet_length(data) + ifnull(octet_length(metadata), 0)), 0) AS bytes
     FROM spans CROSS JOIN events WHERE ${where} ${key} BETWEEN start AND stop`,
    drawsJson(draws),
    ...params,
  );
  return row?.bytes ?? 0;
}

/** The ten most frequent types in each bucket; all others there as one, whose type is null. */
function count(storage: SyncStorage, scan: Scan, draws: readonly Draw[]): Counted[] {
  const { where, params, key } = scan;
  return storage.all<Counted>(
    `${SPANS}, counted AS MATERIALIZED (
       SELECT bucket, type, count(*) * max(weight) AS events
       FROM spans CROSS JOIN events WHERE ${where} ${key} BETWEEN start AND stop GROUP BY bucket, type
     ), frequent AS (
       SELECT type FROM counted GROUP BY type ORDER BY sum(events) DESC, type LIMIT 10
     ), named AS (
       SELECT bucket, iif(type IN (SELECT type FROM frequent), type, NULL) AS name, events FROM counted
     )
     SELECT bucket, name AS type, CAST(round(sum(events)) AS INTEGER) AS events
     FROM named GROUP BY bucket, name ORDER BY bucket, name`,
    drawsJson(draws),
    ...params,
  );
}

function tally(counted: readonly Counted[]) {
  const types: Record<string, number> = {};
  let [sum, others] = [0, 0];
  for (const { type, events } of counted) {
    sum += events;
    if (type === null) others = events;
    else types[type] = events;
  }
  return { count: sum, types, others };
}
