import { unpackRows, type NewEvent } from "../core/event-rows.ts";
import { jsonEqual, parseJson } from "../core/json.ts";
import { failure, success, type Outcome } from "../core/problem.ts";
import type { Append, Appended } from "./log-rpc.ts";
import { first, type SyncStorage } from "./storage.ts";

/** An event that the log has. */
export type Known = {
  position: number;
  stream: string;
  revision: number;
  type: string;
  occurredAt: string | null;
  recordedAt: string;
  data: string;
};

/**
 * What the log answers for events whose identity (source, id) it knows: what it recorded then, so that
 * a retry of a success never becomes a conflict. `undefined` if it knows none of them.
 */
export function replay(storage: SyncStorage, append: Append): Outcome<Appended> | undefined {
  const events = unpackRows(append.rows);
  const twice = findTwice(events);
  if (twice) return idTwice(twice);
  const pairs = events.map((event) => ({ event, known: findKnown(storage, event) }));
  const one = pairs.find(({ known }) => known);
  if (!one) return undefined;
  const unlike = pairs.find(({ event, known }) => known && !isSame(event, known, append.stream));
  if (unlike)
    return conflict(
      unlike.event,
      unlike.known,
      "An event with this source and id is in the log with other content. Use a new id for a new event.",
    );
  const knowns = pairs.flatMap(({ known }) => known ?? []);
  if (knowns.length < events.length)
    return conflict(
      one.event,
      one.known,
      "Some of these events are in the log already, others are not. Send what is new by itself.",
    );
  return success({
    replayed: true,
    spans: knowns.map(({ position, revision, recordedAt }) => ({
      count: 1,
      position,
      revision,
      recordedAt,
    })),
  });
}

function findTwice(events: readonly NewEvent[]): NewEvent | undefined {
  const seen = new Set<string>();
  return events.find(({ source, id }) => seen.size === seen.add(JSON.stringify([source, id])).size);
}

type Identity = Pick<NewEvent, "source" | "id">;

export function findKnown(storage: SyncStorage, { source, id }: Identity): Known | undefined {
  return first<Known>(
    storage,
    `SELECT position, stream, revision, type, occurred_at AS occurredAt, recorded_at AS recordedAt, data
     FROM events WHERE source = ? AND id = ?`,
    source,
    id,
  );
}

/** Whether an event whose identity the log knows is what it recorded. */
export function isSame(event: NewEvent, known: Known, stream: string): boolean {
  if (known.stream !== stream || known.type !== event.type) return false;
  if (known.occurredAt !== event.occurredAt) return false;
  return jsonEqual(parseJson(known.data), event.data);
}

function idTwice({ source, id }: NewEvent): Outcome<never> {
  const detail = `The id "${id}" stands twice in this request. Give each event its own.`;
  return failure("invalid-body", detail, { members: { source, id } });
}

export function conflict(
  { source, id }: Identity,
  known: Known | undefined,
  detail: string,
): Outcome<never> {
  return failure("event-id-conflict", detail, {
    members: { source, id, position: known?.position ?? 0 },
  });
}
