import type { Json } from "../core/json.ts";
import { newId } from "./new-id.ts";

/** What an application tells of a session, in the words of The Eye. */
export interface Interaction {
  readonly session_id: string;
  readonly category: string;
  /** Of the application. */
  readonly name: string;
  readonly data: Readonly<Record<string, Json>>;
}

/** An event that waits to be sent. */
export interface CollectedEvent {
  readonly id: string;
  /** In JSON, as it is sent. */
  readonly text: string;
  /** Of the text in UTF-8. */
  readonly bytes: number;
}

/** Makes events with an id and a time of their own, both given here and never changed by a retry. */
export class EventMaker {
  #millis = 0;
  #micros = 0;

  /** Throws what `JSON.stringify` throws, for data such as a BigInt or a circle. */
  make(told: Interaction, nowMs: number): CollectedEvent {
    const id = newId(nowMs);
    const timestamp = this.#timestamp(nowMs);
    return collected(id, JSON.stringify({ id, ...told, timestamp }));
  }

  /** In UTC. Clocks tell milliseconds; what comes in the same one is counted in microseconds, so that its order stays. */
  #timestamp(nowMs: number): string {
    const millis = Math.trunc(nowMs);
    this.#micros = millis === this.#millis ? Math.min(this.#micros + 1, 999) : 0;
    this.#millis = millis;
    const micros = String(this.#micros).padStart(3, "0");
    return new Date(millis).toISOString().replace("Z", `${micros}Z`);
  }
}

export function collected(id: string, text: string): CollectedEvent {
  return { id, text, bytes: new TextEncoder().encode(text).length };
}

export interface BatchLimits {
  readonly events: number;
  readonly bytes: number;
}

/** Cuts events into batches, in their order. An event with more bytes than a batch may have is one by itself. */
export function* batchesOf(
  events: Iterable<CollectedEvent>,
  limits: BatchLimits,
): Generator<readonly CollectedEvent[]> {
  let [batch, bytes]: [CollectedEvent[], number] = [[], 0];
  for (const event of events) {
    const isFull = batch.length >= limits.events || bytes + event.bytes > limits.bytes;
    if (isFull && batch.length > 0) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(event);
    bytes += event.bytes;
  }
  if (batch.length > 0) yield batch;
}
