import { shapeSql, SIZE_SQL } from "./event-shape.ts";
import type { Slice, SliceRequest } from "./log-rpc.ts";
import { positionOf } from "./lookups.ts";
import { payloadWindow } from "./payload-window.ts";
import { planScan, type Scan } from "./scan.ts";
import { first, type SqlValue, type SyncStorage } from "./storage.ts";

/** Below the platform's 2 MB for a value made in SQL, by as much as one event may have. */
export const MAX_TEXT_BYTES = 700_000;
const MAX_EVENTS = 4000;
/** Events that one slice looks at. A filter that matches few of them makes short slices, not slow ones. */
const MAX_SCANNED = 20_000;

type Measured = {
  /** So many events were asked for, and so many there were. */
  limit: number;
  count: number;
  bytes: number;
  /** The key of the last of them; 0 if there is none. */
  last: number;
};

/** Reads events as JSON text that SQLite makes and nobody parses. */
export function readSlice(storage: SyncStorage, request: SliceRequest): Slice {
  const scan = planScan(storage, request);
  const { end, closed } = scan;
  if (scan.low > scan.high) return { text: "", bytes: 0, count: 0, next: null, end, closed };
  const [low, high] = payloadWindow(storage, { request, scan, keys: window(scan) });
  const run = new Run(storage, scan, {
    keys: [low, high],
    maxBytes: Math.min(request.maxBytes ?? MAX_TEXT_BYTES, MAX_TEXT_BYTES),
  });
  const { limit, count, last, bytes } = run.measureFitting(Math.min(request.limit, MAX_EVENTS));
  const edge = scan.forward ? high : low;
  const reached = count === limit ? last : edge;
  const more = scan.forward ? reached < scan.high : reached > scan.low;
  return {
    text: count === 0 ? "" : run.text(request, limit),
    bytes,
    count,
    next: more ? answerKey(storage, request, reached) : null,
    end,
    closed,
  };
}

function window({ low, high, forward }: Scan): readonly [low: number, high: number] {
  return forward
    ? [low, Math.min(high, low + MAX_SCANNED - 1)]
    : [Math.max(low, high - MAX_SCANNED + 1), high];
}

/** A stream that is asked by position is read by revision. */
function answerKey(storage: SyncStorage, { by, stream }: SliceRequest, reached: number): number {
  return by === "position" && stream !== undefined ? positionOf(storage, stream, reached) : reached;
}

interface RunBounds {
  readonly keys: readonly [low: number, high: number];
  readonly maxBytes: number;
}

/** The events of a scan between two keys. */
class Run {
  readonly #storage: SyncStorage;
  readonly #scan: Scan;
  readonly #bounds: RunBounds;

  constructor(storage: SyncStorage, scan: Scan, bounds: RunBounds) {
    this.#storage = storage;
    this.#scan = scan;
    this.#bounds = bounds;
  }

  /** Halves a limit until the text of so many events fits. One event always does. */
  measureFitting(limit: number): Measured {
    const measured = this.#measure(limit);
    if (measured.count <= 1 || measured.bytes <= this.#bounds.maxBytes) return measured;
    return this.measureFitting(Math.ceil(measured.count / 2));
  }

  #measure(limit: number): Measured {
    const columns = `${this.#scan.key} AS key, ${SIZE_SQL} AS bytes`;
    const last = this.#scan.forward ? "max(key)" : "min(key)";
    const row = first<Omit<Measured, "limit">>(
      this.#storage,
      `SELECT count(*) AS count, ifnull(sum(bytes), 0) AS bytes, ifnull(${last}, 0) AS last FROM (${this.#select(columns)})`,
      ...this.#params(limit),
    );
    return { limit, ...(row ?? { count: 0, bytes: 0, last: 0 }) };
  }

  text({ shape, separator, numbered }: SliceRequest, limit: number): string {
    const event = numbered ? `position || ' ' || ${shapeSql(shape)}` : shapeSql(shape);
    const row = first<{ text: string }>(
      this.#storage,
      `SELECT group_concat(text, ?) AS text FROM (${this.#select(`${event} AS text`)})`,
      separator,
      ...this.#params(limit),
    );
    return row?.text ?? "";
  }

  #select(columns: string): string {
    const { where, key, forward } = this.#scan;
    return `SELECT ${columns} FROM events WHERE ${where} ${key} BETWEEN ? AND ?
      ORDER BY ${key} ${forward ? "ASC" : "DESC"} LIMIT ?`;
  }

  #params(limit: number): SqlValue[] {
    return [...this.#scan.params, ...this.#bounds.keys, limit];
  }
}
