import type { SliceRequest } from "./log-rpc.ts";
import { headOf, revisionAt, revisionOf } from "./lookups.ts";
import { first, type SqlValue, type SyncStorage } from "./storage.ts";

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
  /** The stream's revision or the head, as the request counts. */
  readonly end: number;
}

export function planScan(storage: SyncStorage, request: SliceRequest): Scan {
  const forward = request.direction === "forward";
  const bounds =
    request.stream === undefined
      ? logBounds(storage, request)
      : streamBounds(storage, request, request.stream);
  return { ...bounds, ...filter(request), forward };
}

type Bounds = Pick<Scan, "key" | "low" | "high" | "end">;

function logBounds(storage: SyncStorage, request: SliceRequest): Bounds {
  const end = headOf(storage).position;
  const [from, to] = span(storage, request, end);
  const low = Math.max(request.after + 1, from);
  return { key: "position", low, high: Math.min(request.before - 1, to), end };
}

function streamBounds(storage: SyncStorage, request: SliceRequest, stream: string): Bounds {
  const { by, after, before } = request;
  if (by === "revision") {
    const end = revisionOf(storage, stream);
    return { key: "revision", low: after + 1, high: Math.min(before - 1, end), end };
  }
  return {
    key: "revision",
    low: revisionAt(storage, stream, after) + 1,
    high: revisionAt(storage, stream, before - 1),
    end: headOf(storage).position,
  };
}

/** Tallies know where the events of a type or a category begin and end, so what cannot match is not looked at. */
function span(storage: SyncStorage, request: SliceRequest, end: number): [number, number] {
  const { types = null, category = null } = request;
  if (types === null && category === null) return [1, end];
  const row = first<{ low: number; high: number }>(
    storage,
    `SELECT ifnull(min(first_position), 1) AS low, ifnull(max(last_position), 0) AS high FROM tallies
     WHERE (?1 IS NULL OR category = ?1)
       AND (?2 IS NULL OR type IN (SELECT value FROM json_each(?2)))`,
    category,
    types && JSON.stringify(types),
  );
  return row ? [row.low, row.high] : [1, 0];
}

function filter({ stream, category, types }: SliceRequest): Pick<Scan, "where" | "params"> {
  const [where, params]: [string[], SqlValue[]] = [[], []];
  if (stream !== undefined) {
    where.push("stream = ?");
    params.push(stream);
  }
  if (category !== undefined) {
    // The unary plus keeps SQLite from choosing the index by stream, which is not in the order of the log.
    where.push("+stream >= ? AND +stream < ?");
    params.push(`${category}-`, `${category}.`);
  }
  if (types !== undefined) {
    where.push("type IN (SELECT value FROM json_each(?))");
    params.push(JSON.stringify(types));
  }
  return { where: where.map((term) => `${term} AND `).join(""), params };
}
