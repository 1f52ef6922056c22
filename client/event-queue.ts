import type { BatchLimits, CollectedEvent } from "./collected-event.ts";
import type { EventStore } from "./event-store.ts";
import { asError } from "./send-with-retries.ts";

export interface QueueOptions {
  /** Undefined: in memory only. */
  readonly store: Promise<EventStore> | undefined;
  /** Of all that waits. */
  readonly limits: BatchLimits;
  /** Hears of a store that fails. Events then wait in memory only. */
  readonly onError: (error: Error) => void;
}

/**
 * The events that wait: in memory, where a page that goes has them at hand, and in a store. The store is told at
 * once, and not when it is done with what came before: the page may be gone by then.
 */
export class EventQueue {
  readonly #options: QueueOptions;
  readonly #events = new Map<string, CollectedEvent>();
  /** The ids of those that the store has. */
  readonly #stored = new Set<string>();
  #unstored: CollectedEvent[] = [];
  #bytes = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#events.size;
  }

  /** Whether so many wait, or more. */
  reaches({ events, bytes }: BatchLimits): boolean {
    return this.#events.size >= events || this.#bytes >= bytes;
  }

  events(): readonly CollectedEvent[] {
    return [...this.#events.values()];
  }

  /** False if there is no room: what waits already is not dropped for what is new. */
  add(event: CollectedEvent): boolean {
    const { limits, store } = this.#options;
    const fits = this.#bytes + event.bytes <= limits.bytes && this.#events.size < limits.events;
    if (!fits) return false;
    this.#hold(event);
    if (store && this.#unstored.push(event) === 1) void this.#ask((to) => this.#store(to));
    return true;
  }

  async remove(events: readonly CollectedEvent[]): Promise<void> {
    for (const event of events) this.#letGo(event);
    await this.#ask((store) => store.remove(events.map(({ id }) => id)));
  }

  /** Takes over what others left in the store, and lets go what others have sent. */
  reload(): Promise<void> {
    return this.#ask(async (store) => {
      const there = new Map((await store.load()).map((event) => [event.id, event]));
      for (const event of this.events())
        if (this.#stored.has(event.id) && !there.has(event.id)) this.#letGo(event);
      for (const event of there.values()) {
        if (!this.#events.has(event.id)) this.#hold(event);
        this.#stored.add(event.id);
      }
    });
  }

  /** Runs while no other queue on the same store does. */
  async alone(run: () => Promise<void>): Promise<void> {
    const store = await this.#opened();
    await (store ? store.alone(run) : run());
  }

  async #store(store: EventStore): Promise<void> {
    const events = this.#unstored;
    this.#unstored = [];
    await store.add(events);
    for (const { id } of events) if (this.#events.has(id)) this.#stored.add(id);
  }

  #hold(event: CollectedEvent): void {
    this.#events.set(event.id, event);
    this.#bytes += event.bytes;
  }

  #letGo({ id, bytes }: CollectedEvent): void {
    if (this.#events.delete(id)) this.#bytes -= bytes;
    this.#stored.delete(id);
  }

  async #ask(run: (store: EventStore) => Promise<void>): Promise<void> {
    try {
      const store = await this.#opened();
      if (store) await run(store);
    } catch (error) {
      this.#options.onError(asError(error));
    }
  }

  #opened(): Promise<EventStore | undefined> {
    const { store = Promise.resolve(undefined), onError } = this.#options;
    return store.catch((error: unknown) => {
      onError(asError(error));
      return undefined;
    });
  }
}
