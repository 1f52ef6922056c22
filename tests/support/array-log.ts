import type { RecordedEvent } from "../../core/event.ts";
import type { Json } from "../../core/json.ts";
import { categoryOf } from "../../core/names.ts";
import type { Slice, SliceRequest } from "../../durable/log-rpc.ts";
import { T0 } from "./log-harness.ts";

/** A log as simple as can be, for who reads one. */
export class ArrayLog {
  readonly events: RecordedEvent[] = [];

  append(stream: string, type: string, data: Json): RecordedEvent {
    const position = this.events.length + 1;
    const revision = this.events.filter((event) => event.stream === stream).length + 1;
    const identity = { source: "api", id: `id-${position}` };
    const times = { occurredAt: T0, recordedAt: T0 };
    const event = { position, stream, revision, type, data, ...identity, ...times, metadata: {} };
    this.events.push(event);
    return event;
  }

  /** Whole events by position, forward, of some categories. */
  readonly slice = async ({ after, before, category, limit }: SliceRequest): Promise<Slice> => {
    const within = this.events.filter(
      ({ position, stream }) =>
        position > after &&
        position < before &&
        (category === undefined || [category].flat().includes(categoryOf(stream))),
    );
    const events = within.slice(0, limit);
    const text = events.map((event) => JSON.stringify(event)).join();
    const next = events.length < within.length ? (events.at(-1)?.position ?? null) : null;
    const end = this.events.length;
    return { text, bytes: text.length, count: events.length, next, end, closed: before <= end + 1 };
  };
}
