import { EVENT_SHAPE } from "../../core/event-shape.ts";
import { packRows, type NewEvent } from "../../core/event-rows.ts";
import type { RecordedEvent } from "../../core/event.ts";
import type { ExpectedRevision } from "../../core/expected-revision.ts";
import { parseJson, type Json } from "../../core/json.ts";
import type { Outcome } from "../../core/problem.ts";
import type { Append, Appended, SliceRequest } from "../../durable/log-rpc.ts";
import { logMigrations } from "../../durable/log-migrations.ts";
import { LogStore } from "../../durable/log-store.ts";
import { migrate } from "../../durable/migrate.ts";
import type { SyncStorage } from "../../durable/storage.ts";
import { systemOf } from "../../systems/index.ts";

/** Gives a test an empty storage. Node's is made at once, a Durable Object's is reached by a request. */
export type WithStorage = (use: (storage: SyncStorage) => void | Promise<void>) => Promise<void>;

export const T0 = "2026-01-01T00:00:00.000Z";

let ids = 0;

export function newEvent(type: string, data: Json, more: Partial<NewEvent> = {}): NewEvent {
  ids += 1;
  return {
    type,
    data,
    id: `id-${ids}`,
    source: "api",
    occurredAt: null,
    metadata: null,
    ...more,
  };
}

export function increment(value: number): NewEvent {
  return newEvent("INCREMENT", { value });
}

export function appendOf(
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision = "any",
): Append {
  return { stream, expected, rows: packRows(events) };
}

export function openLog(storage: SyncStorage, systems = systemOf): LogStore {
  migrate(storage, logMigrations, T0);
  return new LogStore(storage, systems);
}

export function mustAppend(log: LogStore, append: Append, now = T0): Appended {
  return valueOf(log.append(append, now));
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.problem.code}: ${outcome.problem.detail}`);
}

export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? "success" : outcome.problem.code;
}

export const EVERYTHING: SliceRequest = {
  by: "position",
  after: 0,
  before: Number.MAX_SAFE_INTEGER,
  direction: "forward",
  limit: Number.MAX_SAFE_INTEGER,
  shape: EVENT_SHAPE,
  separator: ",",
};

/** All events of a request, read slice by slice. */
export function readAll(log: LogStore, request: Partial<SliceRequest> = {}): RecordedEvent[] {
  let rest: SliceRequest = { ...EVERYTHING, ...request };
  const events: RecordedEvent[] = [];
  for (;;) {
    const { text, count, next } = log.slice(rest);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape makes recorded events
    const slice = parseJson(`[${text}]`) as unknown as RecordedEvent[];
    if (slice.length !== count) throw new Error(`${count} counted, ${slice.length} read`);
    events.push(...slice);
    if (next === null || events.length >= rest.limit) return events;
    rest = following(rest, next);
  }
}

function following(request: SliceRequest, next: number): SliceRequest {
  return request.direction === "forward"
    ? { ...request, after: next }
    : { ...request, before: next };
}
