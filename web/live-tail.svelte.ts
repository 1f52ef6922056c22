import type { ReadOptions } from "../client/foldlog.ts";
import type { RecordedEvent } from "../core/event.ts";
import { Refused } from "../client/send-with-retries.ts";
import { connection } from "./connection.svelte.ts";
import { foldlog } from "./foldlog.ts";

/** A page that is told of every arrival does nothing else at a thousand a second. */
const FLUSH_MS = 100;
const RETRY_MS = 4000;
const FIRST_PAGE = 200;
const OLDER_PAGE = 1000;
/** Events kept in memory; older ones are read again when they are scrolled to. */
const MOST_EVENTS = 100_000;

/**
 * The end of the log under a filter, growing as events come and, on demand, into the past. Events have
 * an index that stays the same while the tail grows at both ends. They lie in a plain array; what
 * reads them must read `version`, which moves at most ten times a second.
 */
export class LiveTail {
  version = $state(0);
  loading = $state(true);
  error = $state.raw<unknown>();
  /** Why older events could not be read; those that are held stay. */
  olderError = $state.raw<unknown>();
  /** The index behind the last event that is shown; undefined while all are. */
  pausedAt = $state<number>();
  /** Whether there may be older events than those held. */
  hasOlder = $state(false);

  readonly #filter: ReadOptions;
  readonly #onEvent: (event: RecordedEvent) => void;
  readonly #stop = new AbortController();
  readonly #events: RecordedEvent[] = [];
  /** The index of the first event held. */
  #first = 0;
  #older: ReadOptions | undefined;
  #reading = false;
  /** The position of the last event that came. */
  #newest = 0;
  /** Whether what arrives belongs to the list. */
  #joins = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #flush: ReturnType<typeof setTimeout> | undefined;

  /** `onEvent` is called for each arrival, before `version` moves. */
  constructor(filter: ReadOptions, onEvent: (event: RecordedEvent) => void = () => {}) {
    this.#filter = filter;
    this.#onEvent = onEvent;
    void this.#run();
  }

  /** The index of the first event, and that behind the last one. */
  get first(): number {
    return this.version >= 0 ? this.#first : 0;
  }

  get end(): number {
    return this.first + this.#events.length;
  }

  get shownEnd(): number {
    return this.pausedAt ?? this.end;
  }

  at(index: number): RecordedEvent | undefined {
    return this.#events[index - this.#first];
  }

  /** The event at a position, if it is held. */
  find(position: number): RecordedEvent | undefined {
    const event = this.at(this.#indexOf(position));
    return event?.position === position ? event : undefined;
  }

  /** The index of the event at a position, if it is held. */
  indexOf(position: number): number | undefined {
    return this.find(position) && this.#indexOf(position);
  }

  /** The position of the next event in a direction, read if it is not held; without a position, of the newest. */
  async neighbour(
    position: number,
    direction: "forward" | "backward",
  ): Promise<number | undefined> {
    if (position === 0) return this.at(this.shownEnd - 1)?.position;
    const forward = direction === "forward";
    const held = this.find(position) && this.at(this.#indexOf(position) + (forward ? 1 : -1));
    if (held) return held.position;
    const bound = forward ? { after: position } : { before: position };
    const query = { ...this.#filter, ...bound, direction, limit: 1 };
    const { events } = await foldlog.page(query, { signal: this.#stop.signal });
    return events[0]?.position;
  }

  /** Of the first event at a position or behind it: events are in their order. */
  #indexOf(position: number): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#events[middle]?.position ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return this.first + low;
  }

  /** Whether new events join: a filter with an end has had all of them. */
  get isLive(): boolean {
    return this.#filter.before === undefined && this.#filter.to_time === undefined;
  }

  pause(): void {
    this.pausedAt ??= this.end;
  }

  resume(): void {
    this.pausedAt = undefined;
  }

  close(): void {
    this.#stop.abort();
    clearTimeout(this.#flush);
    clearTimeout(this.#retry);
  }

  async loadOlder(): Promise<void> {
    if (this.#reading || !this.#older) return;
    this.#reading = true;
    try {
      await this.#readOlder(OLDER_PAGE);
      this.olderError = undefined;
    } catch (error) {
      this.olderError = error;
    }
    this.#reading = false;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    try {
      const { position } = await foldlog.get<{ position: number }>("/v1/head", {}, { signal });
      connection.reached(position);
      const before = Math.min(position + 1, this.#filter.before ?? Infinity);
      this.#older = { ...this.#filter, direction: "backward", before };
      this.error = undefined;
      await this.#readFirst();
      this.loading = false;
      await this.#follow(position);
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
    this.loading = false;
  }

  /** Whoever does not answer is asked again, as long as nothing was read. */
  #failed(error: unknown): void {
    this.error = error;
    if (error instanceof Refused) connection.refuse();
    if (!(error instanceof Error) || error instanceof Refused || this.version > 0) return;
    connection.take({ state: "waiting", retryInMs: RETRY_MS, reason: error });
    this.#retry = setTimeout(() => void this.#run(), RETRY_MS);
  }

  /** A filter that the server refuses does not end the connection. */
  async #readFirst(): Promise<void> {
    try {
      await this.#readOlder(FIRST_PAGE);
      this.#joins = this.isLive;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.error = error;
    }
  }

  async #readOlder(limit: number): Promise<void> {
    if (!this.#older) return;
    const { signal } = this.#stop;
    const { events, next } = await foldlog.page({ ...this.#older, limit }, { signal });
    this.#events.unshift(...events.toReversed());
    this.#first -= events.length;
    this.#older = next;
    this.hasOlder = next !== undefined;
    this.version += 1;
  }

  async #follow(position: number): Promise<void> {
    const { after: _after, before: _before, to_time: _to, direction: _, ...filter } = this.#filter;
    const onStatus = connection.take.bind(connection);
    const options = { signal: this.#stop.signal, onStatus };
    // Where nothing can join, the connection still shows how the server is.
    const query = this.#joins ? { ...filter, after: position } : { after: position };
    for await (const event of foldlog.subscribe({ ...query, ...options })) this.#take(event);
  }

  #take(event: RecordedEvent): void {
    if (this.#joins) this.#events.push(event);
    this.#onEvent(event);
    this.#newest = event.position;
    this.#flush ??= setTimeout(() => {
      this.#flush = undefined;
      connection.reached(this.#newest);
      this.#trim();
      this.version += 1;
    }, FLUSH_MS);
  }

  #trim(): void {
    const excess = this.#events.length - MOST_EVENTS;
    // While paused, what is looked at stays.
    if (excess <= 0 || this.pausedAt !== undefined) return;
    this.#events.splice(0, excess);
    this.#first += excess;
    const before = this.#events[0]?.position ?? 0;
    this.#older = { ...this.#filter, direction: "backward", before };
    this.hasOlder = true;
  }
}
