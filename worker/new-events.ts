import type { NewEvent } from "../core/event-rows.ts";
import { formatInstant, parseInstant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import { MAX_APPEND_EVENTS, MAX_DATA_BYTES, MAX_METADATA_BYTES } from "../core/limits.ts";
import { numberedId } from "../core/numbered-id.ts";
import { checkedEnvelopes, type Envelope } from "./envelope.ts";
import { problem } from "./problem-error.ts";

/**
 * The events in a body: one, or an array of them. Those without an id get `id`, with a number but for
 * the first: one event and an array of one are the same request. Throws `invalid-body`, `too-large`.
 */
export function newEvents(body: Json, id: string): NewEvent[] {
  if (!Array.isArray(body))
    return checkedEnvelopes([body], () => "").map((event) => newEvent(event, id));
  refuseCount(body);
  return checkedEnvelopes(body, (i) => `/${i}`).map((event, i) =>
    newEvent(event, numberedId(id, i)),
  );
}

/** Throws `invalid-body` for no events at all, `too-large` for more than a request may have. */
export function refuseCount({ length }: readonly unknown[]): void {
  if (length === 0) throw problem("invalid-body", "The array is empty: send at least one event.");
  if (length > MAX_APPEND_EVENTS)
    throw problem(
      "too-large",
      `${length} events are too many for one request: send at most ${MAX_APPEND_EVENTS}.`,
    );
}

/** An event as the log takes it; `id` is for the one that has none. */
export function newEvent(event: Envelope, id: string): NewEvent {
  const { metadata, occurredAt } = event;
  const instant = occurredAt === undefined ? undefined : parseInstant(occurredAt);
  return {
    id: event.id ?? id,
    source: event.source ?? "api",
    type: event.type,
    data: event.data,
    metadata: metadata ?? null,
    occurredAt: instant ? formatInstant(instant) : null,
  };
}

/** Throws `too-large` if an event is; `chars` is a bound on the JSON text of all of them. */
export function refuseLarge(events: readonly NewEvent[], chars: number): void {
  for (const { data, metadata } of events) {
    // UTF-8 takes at most three bytes for a UTF-16 unit, so short texts need no counting.
    if (chars * 3 > MAX_DATA_BYTES) refuseLonger("data", data, MAX_DATA_BYTES);
    if (metadata !== null) refuseLonger("metadata", metadata, MAX_METADATA_BYTES);
  }
}

/** Throws `too-large` if the JSON text of a value is. */
export function refuseLonger(name: string, value: unknown, maxBytes: number): void {
  if (new TextEncoder().encode(JSON.stringify(value)).byteLength > maxBytes)
    throw problem("too-large", `The ${name} of an event is larger than ${maxBytes} bytes.`, {
      members: { limit: maxBytes },
    });
}
