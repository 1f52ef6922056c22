import type { EventFilter, SliceRequest } from "./log-rpc.ts";
import { headOf, positionBefore, revisionAt, revisionOf } from "./lookups.ts";
import { first, type SqlValue, type SyncStorage } from "./storage.ts";

/** What of a request decides which events are looked at. */
type ScanRequest = EventFilter & Pick<SliceRequest, "by" | "after" | "before" | "direction">;

/** Which rows of `events` a request looks at, and in which order. */
export interface Scan {
  /** The column that orders them, and its bounds, both included. */
  readonly key: "position" | "revision";
  readonly low: number;
  readonly high: number;
  readonly forward: boolean;
  /** SQL that ends in AND, or is empty. */
  readonly where: string;
  readonly params: readonly SqlValue[];
  /** So many of them can match, by the tallies; no fewer do. */
  readonly most: number;
  /** The stream's revision or the head, as the request counts. */
  readonly end: number;
  /** As in Slice. */
  readonly closed: boolean;
}

export function planScan(storage: SyncStorage, asked: ScanRequest): Scan {
  const request = narrowedByTime(storage, asked);
  const forward = request.direction === "forward";
  const bounds =
    request.stream === undefined
      ? logBounds(storage, request)
      : streamBounds(storage, request, request.stream);
  return { ...bounds, ...filter(request), forward, closed: request.before <= bounds.end + 1 };
}

/**
 * A request whose times are bounds by position or revision, as the others are. A time that the log has
 * not reached is no bound yet: what is appended next may lie before it.
 */
function narrowedByTime(storage: SyncStorage, request: ScanRequest): ScanRequest {
  const { by, stream, fromTime, toTime } = request;
  if (fromTime === undefined && toTime === undefined) return request;
  const head = headOf(storage);
  const keyBefore = (time: string) => {
    const position = positionBefore(storage, time);
    const revisions = by === "revision" && stream !== undefined;
    return revisions ? revisionAt(storage, stream, position) : position;
  };
  const after = fromTime === undefined ? 0 : keyBefore(fromTime);
  const before =
    toTime === undefined || toTime > head.recordedAt ? request.before : keyBefore(toTime) + 1;
  return {
    ...request,
    after: Math.max(request.after, after),
    before: Math.min(request.before, before),
  };
}

type Bounds = Pick<Scan, "key" | "low" | "high" | "most" | "end">;

function logBounds(storage: SyncStorage, request: ScanRequest): Bounds {
  const end = headOf(storage).position;
  const [from, to, events] = span(storage, request, end);
  const low = Math.max(request.after + 1, from);
  const high = Math.min(request.before - 1, to);
  return { key: "position", low, high, most: Math.min(events, sizeOf(low, high)), end };
}

function streamBounds(storage: SyncStorage, request: ScanRequest, stream: string): Bounds {
  const { by, after, before } = request;
  if (by === "revision") {
    const end = revisionOf(storage, stream);
    const [low, high] = [after + 1, Math.min(before - 1, end)];
    return { key: "revision", low, high, most: sizeOf(low, high), end };
  }
  const low = revisionAt(storage, stream, after) + 1;
  const high = revisionAt(storage, stream, before - 1);
  return { key: "revision", low, high, most: sizeOf(low, high), end: headOf(storage).position };
}

function sizeOf(low: number, high: number): number {
  return Math.max(0, high - low + 1);
}

/** Tallies know where the events of a type or a category begin and end, so what cannot match is not looked at. */
function span(storage: SyncStorage, request: ScanRequest, end: number): [number, number, number] {
  const { types, category } = request;
  if (types === undefined && category === undefined) return [1, end, end];
  const row = first<{ low: number; high: number; events: number }>(
    storage,
    `SELECT ifnull(min(first_position), 1) AS low, ifnull(max(last_position), 0) AS high,
       ifnull(sum(events), 0) AS events FROM tallies
     WHERE (?1 IS NULL OR category IN (SELECT value FROM json_each(?1)))
       AND (?2 IS NULL OR type IN (SELECT value FROM json_each(?2)))`,
    category === undefined ? null : JSON.stringify([category].flat()),
    types === undefined ? null : JSON.stringify(types),
  );
  return row ? [row.low, row.high, row.events] : [1, 0, 0];
}

function filter({ stream, category, types, text }: EventFilter): Pick<Scan, "where" | "params"> {
  const [where, params]: [string[], SqlValue[]] = [[], []];
  if (category !== undefined) {
    // The unary plus keeps SQLite from choosing the index by stream, which is not in the order of the log.
    const names = [category].flat();
    where.push(`(${names.map(() => "+stream >= ? AND +stream < ?").join(" OR ")})`);
    params.push(...names.flatMap((name) => [`${name}-`, `${name}.`]));
  }
  if (types !== undefined) {
    where.push("type IN (SELECT value FROM json_each(?))");
    params.push(JSON.stringify(types));
  }
  if (text !== undefined) {
    // Not LIKE, whose patterns the platform bounds to 50 bytes.
    where.push(`(${TEXTS.map((column) => `instr(lower(${column}), lower(?)) > 0`).join(" OR ")})`);
    params.push(...TEXTS.map(() => text));
  }
  const beginning = ofStream(stream);
  return {
    where: beginning.where + where.map((term) => `${term} AND `).join(""),
    params: [...beginning.params, ...params],
  };
}

/** That part of a filter which says of what stream the revisions are. */
export function ofStream(stream: string | undefined): Pick<Scan, "where" | "params"> {
  return stream === undefined
    ? { where: "", params: [] }
    : { where: "stream = ? AND ", params: [stream] };
}

/** What is short comes first. */
const TEXTS = ["type", "stream", "id", "source", "ifnull(metadata, '{}')", "data"] as const;
