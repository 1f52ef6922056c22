import { DurableObject } from "cloudflare:workers";
import { charsOf } from "../core/event-rows.ts";
import { failure, type Outcome } from "../core/problem.ts";
import { systemOf } from "../systems/index.ts";
import { CommitQueue, type Settled } from "./commit-queue.ts";
import { DurableStorage } from "./durable-storage.ts";
import { logMigrations } from "./log-migrations.ts";
import type {
  Append,
  Appended,
  Head,
  Histogram,
  HistogramRequest,
  LogRpc,
  NamesPage,
  Slice,
  SliceRequest,
  StateRequest,
  StreamState,
  StreamsRequest,
  TalliesRequest,
} from "./log-rpc.ts";
import { LogStore } from "./log-store.ts";
import { migrate } from "./migrate.ts";
import type { SyncStorage } from "./storage.ts";
import { Subscribers } from "./subscribers.ts";

/** A turn that is longer would keep readers waiting. */
const MAX_BATCH_CHARS = 4_000_000;
/** A quarter of an object's memory, at two bytes each. */
const MAX_WAITING_CHARS = 16_000_000;
/** What a command takes besides its events. */
const COMMAND_CHARS = 1000;

/** The Durable Object of one log: a thin adapter around its store. */
export class EventLog extends DurableObject implements LogRpc {
  readonly #storage: SyncStorage;
  readonly #store: LogStore;
  readonly #subscribers: Subscribers;
  readonly #queue: CommitQueue<Append, Outcome<Appended>>;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    this.#storage = new DurableStorage(ctx.storage);
    migrate(this.#storage, logMigrations, now());
    this.#store = new LogStore(this.#storage, systemOf);
    this.#subscribers = new Subscribers(ctx, this.#store);
    this.#queue = new CommitQueue({
      commit: (appends) => this.#commit(appends),
      durable: () => ctx.storage.sync(),
      committed: () => this.#subscribers.wake(),
      sizeOf,
      maxBatch: MAX_BATCH_CHARS,
      maxWaiting: MAX_WAITING_CHARS,
    });
  }

  async append(append: Append): Promise<Outcome<Appended>> {
    if (this.#queue.isFullFor(append))
      return failure(
        "log-too-busy",
        "The log has more appends waiting than it can take. Send this again, unchanged.",
      );
    return this.#queue.submit(append);
  }

  /** Subscribes: the request upgrades to a WebSocket. See Subscribers. */
  override async fetch(request: Request): Promise<Response> {
    return this.#subscribers.accept(request);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#subscribers.taken(socket, Number(message));
  }

  async slice(request: SliceRequest): Promise<Slice> {
    return this.#store.slice(request);
  }

  async state(request: StateRequest): Promise<Outcome<StreamState>> {
    return this.#store.state(request);
  }

  async streams(request: StreamsRequest): Promise<NamesPage> {
    return this.#store.streams(request);
  }

  async tallies(request: TalliesRequest): Promise<NamesPage> {
    return this.#store.tallies(request);
  }

  async histogram(request: HistogramRequest): Promise<Histogram> {
    return this.#store.histogram(request);
  }

  async head(): Promise<Head> {
    return this.#store.head();
  }

  /** One transaction for all, and in it, by the store, one for each: what one throws rolls back that one only. */
  #commit(appends: readonly Append[]): Settled<Outcome<Appended>>[] {
    const time = now();
    return this.#storage.transaction(() =>
      appends.map((append) => {
        try {
          return { result: this.#store.append(append, time) };
        } catch (error) {
          return { error };
        }
      }),
    );
  }
}

function now(): string {
  return new Date().toISOString();
}

function sizeOf({ rows }: Append): number {
  return charsOf(rows) + COMMAND_CHARS;
}
