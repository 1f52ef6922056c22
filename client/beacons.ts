import { batchesOf } from "./collected-event.ts";
import type { EventQueue } from "./event-queue.ts";
import { BEACON_BYTES, sendBeacon, type Destination } from "./send-batch.ts";

/** What a browser was handed to send for a page that goes. It waits on: only an answer tells that it arrived. */
export class Beacons {
  readonly #queue: EventQueue;
  readonly #destination: Destination;
  /** The ids of what was handed over since the page was last seen. */
  readonly #ids = new Set<string>();

  constructor(queue: EventQueue, destination: Destination) {
    this.#queue = queue;
    this.#destination = destination;
  }

  /** Hands over what waits, as far as the browser takes it. */
  send(): void {
    const rest = this.#queue
      .events()
      .filter(({ id, bytes }) => bytes <= BEACON_BYTES && !this.#ids.has(id));
    for (const batch of batchesOf(rest, { events: Infinity, bytes: BEACON_BYTES })) {
      if (!sendBeacon(batch, this.#destination)) return;
      for (const { id } of batch) this.#ids.add(id);
    }
  }

  /** The page lives, and sends by itself. */
  forget(): void {
    this.#ids.clear();
  }
}
