import type { Json } from "../core/json.ts";
import { Beacons } from "./beacons.ts";
import { CLOCK, type Clock } from "./clock.ts";
import { EventMaker, type BatchLimits, type CollectedEvent } from "./collected-event.ts";
import { Delivery, type Interruption } from "./delivery.ts";
import { EventQueue } from "./event-queue.ts";
import type { EventStore } from "./event-store.ts";
import { openFile } from "./file-store.ts";
import { openIndexedDb } from "./indexed-db-store.ts";
import { asError } from "./send-with-retries.ts";
import { sessionId } from "./session-id.ts";
import { watchPage } from "./watch-page.ts";

export interface CollectorOptions {
  /** Where Foldlog answers. */
  readonly url: string | URL;
  /** The name of the application, whose events these are. */
  readonly application: string;
  /** Without one, a session is a tab of the browser, or a collector in Node. */
  readonly sessionId?: string;
  readonly key?: string;
  /** In Node: the file to keep events in, of one process at a time. Without one they wait in memory only. */
  readonly path?: string;
  /** How long an event waits for others to be sent with (5000). */
  readonly flushMs?: number;
  /** Events of one request (50); so many do not wait for more. */
  readonly batchEvents?: number;
  /** Of one request, in UTF-8 (60,000); as above. An event that is larger goes by itself. */
  readonly batchBytes?: number;
  /** That may wait (10,000). Beyond it what is new is dropped. */
  readonly maxEvents?: number;
  /** That may wait, in UTF-8 (5,000,000). */
  readonly maxBytes?: number;
  readonly onDropped?: (dropped: DroppedEvent) => void;
  readonly clock?: Clock;
  /** From 0 to 1, for the waits between tries. */
  readonly chance?: () => number;
}

export interface DroppedEvent {
  /** No room, no JSON, collected after the end, or what the server takes no request with. */
  readonly reason: "full" | "not-json" | "closed" | "unfit";
  readonly category: string;
  readonly data: unknown;
}

export interface CollectorStatus {
  readonly waiting: number;
  /** By this collector, with an answer. */
  readonly sent: number;
  /** Of what was sent: does not fit what was declared. */
  readonly quarantined: number;
  readonly dropped: number;
  /** The last one of a request or of the store. */
  readonly lastError: Error | undefined;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const FLUSH_MS = 5000;

/**
 * Collects what happens in an application, and sends it to The Eye: in batches, again until it is answered, each
 * event once. Never throws, and never lets the page wait.
 */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #clock: Clock;
  readonly #batch: BatchLimits;
  readonly #sessionId: string;
  readonly #maker = new EventMaker();
  readonly #queue: EventQueue;
  readonly #delivery: Delivery;
  readonly #unwatch: () => void;
  /** "waiting" for another try, or "refused" until somebody asks for one. */
  #state: "ready" | "delivering" | "waiting" | "refused" = "ready";
  #closed = false;
  #dropped = 0;
  #lastError: Error | undefined;
  /** Interrupted deliveries, one behind the other. */
  #interruptions = 0;
  #last: Promise<void> = Promise.resolve();
  /** A delivery that has not begun. */
  #next: Promise<void> | undefined;
  #unplan: (() => void) | undefined;

  constructor(options: CollectorOptions) {
    const { batchEvents = 50, batchBytes = 60_000, key } = options;
    const { maxEvents = 10_000, maxBytes = 5_000_000 } = options;
    const url = `${String(options.url).replace(/\/$/, "")}/eye/events`;
    const queue = new EventQueue({
      store: storeFor(options, url),
      limits: { events: maxEvents, bytes: maxBytes },
      onError: (error) => (this.#lastError = error),
    });
    const limits = { events: batchEvents, bytes: batchBytes };
    const destination = { url, key };
    const onUnfit = (event: CollectedEvent, error: Error) => this.#giveUp(event, error);
    this.#options = options;
    this.#clock = options.clock ?? CLOCK;
    this.#sessionId = options.sessionId ?? sessionId();
    this.#queue = queue;
    this.#batch = limits;
    this.#delivery = new Delivery({ queue, destination, limits, onUnfit });
    this.#unwatch = this.#watch(new Beacons(queue, destination));
    void queue.reload().then(() => this.#plan());
  }

  /** Gives the id of the event; undefined if it is dropped, which `onDropped` hears of. */
  collect(category: string, data: Readonly<Record<string, Json>>): string | undefined {
    if (this.#closed) return this.#drop("closed", category, data);
    const event = this.#make(category, data);
    if (!event) return this.#drop("not-json", category, data);
    if (!this.#queue.add(event)) return this.#drop("full", category, data);
    this.#plan();
    return event.id;
  }

  /** Tries now to send what waits. Resolves when it has arrived, or waits for another try. */
  flush(): Promise<void> {
    this.#next ??= this.#last.then(() => {
      this.#next = undefined;
      return this.#deliver();
    });
    this.#last = this.#next;
    return this.#next;
  }

  /** Sends what waits, once, and ends. What did not arrive is in the store, if there is one. */
  close(): Promise<void> {
    this.#closed = true;
    this.#unwatch();
    return this.flush();
  }

  status(): CollectorStatus {
    return {
      waiting: this.#queue.size,
      sent: this.#delivery.arrived,
      quarantined: this.#delivery.quarantined,
      dropped: this.#dropped,
      lastError: this.#lastError,
    };
  }

  #watch(beacons: Beacons): () => void {
    const isRefused = () => this.#state === "refused";
    return watchPage({
      onHide: () => {
        if (!isRefused()) beacons.send();
      },
      onShow: () => beacons.forget(),
      onOnline: () => {
        if (!isRefused()) void this.flush();
      },
    });
  }

  #make(category: string, data: Readonly<Record<string, Json>>): CollectedEvent | undefined {
    const told = { session_id: this.#sessionId, category, name: this.#options.application, data };
    try {
      return this.#maker.make(told, this.#clock.now());
    } catch (error) {
      this.#lastError = asError(error);
      return undefined;
    }
  }

  async #deliver(): Promise<void> {
    this.#unplan?.();
    this.#unplan = undefined;
    this.#state = "delivering";
    const interruption = await this.#delivery.run();
    this.#interruptions = interruption ? this.#interruptions + 1 : 0;
    if (interruption) return this.#interrupted(interruption);
    this.#state = "ready";
    this.#plan();
  }

  /** As much time as the server asks for, and then by chance, so that collectors do not come back all at once. */
  #interrupted(interruption: Interruption): void {
    this.#lastError = interruption.error;
    this.#state = interruption.kind === "later" ? "waiting" : "refused";
    if (interruption.kind === "refused") return;
    const { chance = Math.random } = this.#options;
    const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#interruptions - 1));
    this.#flushIn((interruption.retryAfterMs ?? 0) + chance() * most);
  }

  #plan(): void {
    if (this.#state !== "ready" || this.#queue.size === 0) return;
    if (this.#queue.reaches(this.#batch)) void this.flush();
    else if (!this.#unplan) this.#flushIn(this.#options.flushMs ?? FLUSH_MS);
  }

  #flushIn(ms: number): void {
    if (!this.#closed) this.#unplan = this.#clock.after(ms, () => void this.flush());
  }

  #giveUp({ text }: CollectedEvent, error: Error): void {
    this.#lastError = error;
    const { category, data }: { category: string; data: unknown } = JSON.parse(text);
    this.#drop("unfit", category, data);
  }

  #drop(reason: DroppedEvent["reason"], category: string, data: unknown): undefined {
    this.#dropped += 1;
    try {
      this.#options.onDropped?.({ reason, category, data });
    } catch (error) {
      this.#lastError = asError(error);
    }
  }
}

function storeFor(
  { path, application }: CollectorOptions,
  url: string,
): Promise<EventStore> | undefined {
  if (path !== undefined) return openFile(path);
  return "indexedDB" in globalThis ? openIndexedDb(`foldlog ${url} ${application}`) : undefined;
}
