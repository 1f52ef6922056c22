import * as fc from "fast-check";
import { formatInstant } from "../../core/instant.ts";
import type { RecordedEvent } from "../../core/event.ts";
import type { SessionEvent } from "../../systems/eye/events.ts";
import { sessionsProjection } from "../../systems/eye/sessions-projection.ts";
import { MemoryRows } from "./memory-rows.ts";

export type RecordedSessionEvent = RecordedEvent<SessionEvent>;

export const SESSIONS = ["s-1", "s-2", "s"];
export const CATEGORIES = ["party", "click"];
export const APPLICATIONS = ["App", "App/2", "Äpp"];

const sent = fc.record({
  session_id: fc.constantFrom(...SESSIONS),
  category: fc.constantFrom(...CATEGORIES),
  name: fc.constantFrom(...APPLICATIONS),
  seconds: fc.integer({ min: -2, max: 2 }),
  micros: fc.constantFrom(0, 1, 999_999),
});

/** Events as they arrive, some of them late and many at the same time, around 1970. */
export const randomSessions = fc
  .array(sent, { maxLength: 40, size: "max" })
  .map((all) => all.map((one, i): RecordedSessionEvent => recordedSession(one, i + 1)));

type Sent = typeof sent extends fc.Arbitrary<infer Value> ? Value : never;

function recordedSession({ seconds, micros, ...about }: Sent, position: number) {
  const occurredAt = formatInstant({ seconds, micros });
  return {
    type: about.category,
    data: { ...about, data: position, timestamp: occurredAt },
    stream: `session-${about.session_id}`,
    source: about.name,
    id: `id-${position}`,
    position,
    revision: position,
    occurredAt,
    recordedAt: "2026-01-01T00:00:00.000Z",
    metadata: {},
  };
}

export function projectSessions(events: readonly RecordedSessionEvent[]): MemoryRows {
  const rows = new MemoryRows();
  for (const event of events) sessionsProjection.evolve(rows, event);
  return rows;
}

/** Microseconds since 1970. */
export function microsOf({ occurredAt }: Pick<RecordedSessionEvent, "occurredAt">): number {
  const digits = /\.(\d+)Z$/.exec(occurredAt)?.[1] ?? "0";
  return Date.parse(`${occurredAt.slice(0, 19)}Z`) * 1000 + Number(digits.padEnd(6, "0"));
}

/** In the order of their occurrence. */
export function inOrder(events: readonly RecordedSessionEvent[]): RecordedSessionEvent[] {
  return events.toSorted((a, b) => microsOf(a) - microsOf(b) || a.position - b.position);
}
