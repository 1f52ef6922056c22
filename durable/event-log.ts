import { DurableObject } from "cloudflare:workers";
import { failure, type Outcome } from "../core/problem.ts";
import { CommitQueue, type Settled } from "./commit-queue.ts";
import { DurableStorage } from "./durable-storage.ts";
import { logMigrations } from "./log-migrations.ts";
import type {
  Append,
  Appended,
  Head,
  LogRpc,
  Slice,
  SliceRequest,
  StateRequest,
  StreamState,
  StreamsPage,
  StreamsRequest,
} from "./log-rpc.ts";
import { LogStore } from "./log-store.ts";
import { migrate } from "./migrate.ts";
import type { SyncStorage } from "./storage.ts";

/** The Durable Object of one log: a thin adapter around its store. */
export class EventLog extends DurableObject implements LogRpc {
  readonly #storage: SyncStorage;
  readonly #store: LogStore;
  readonly #queue: CommitQueue<Append, Outcome<Appended>>;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    this.#storage = new DurableStorage(ctx.storage);
    migrate(this.#storage, logMigrations, now());
    this.#store = new LogStore(this.#storage);
    this.#queue = new CommitQueue({
      commit: (appends) => this.#commit(appends),
      durable: () => ctx.storage.sync(),
      maxBatch: 500,
      maxWaiting: 5000,
    });
  }

  async append(append: Append): Promise<Outcome<Appended>> {
    if (this.#queue.full)
      return failure(
        "log-too-busy",
        "The log has more appends waiting than it can take. Send this again, unchanged.",
      );
    return this.#queue.submit(append);
  }

  async slice(request: SliceRequest): Promise<Slice> {
    return this.#store.slice(request);
  }

  async state(request: StateRequest): Promise<Outcome<StreamState>> {
    return this.#store.state(request);
  }

  async streams(request: StreamsRequest): Promise<StreamsPage> {
    return this.#store.streams(request);
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
