import { DurableObject } from "cloudflare:workers";
import { charsOf } from "../core/event-rows.ts";
import { MAX_COMMANDS } from "../core/limits.ts";
import { failure, type Failure, type Outcome } from "../core/problem.ts";
import { projections, systemOf } from "../systems/index.ts";
import { CommitQueue, type Settled } from "./commit-queue.ts";
import { DurableStorage } from "./durable-storage.ts";
import { logMigrations } from "./log-migrations.ts";
import type {
  Append,
  Appended,
  EventsAt,
  Execute,
  Executed,
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
import { Pokes } from "./pokes.ts";
import { readEvents } from "./read-events.ts";
import type { SyncStorage } from "./storage.ts";
import { Subscribers } from "./subscribers.ts";
import type { ViewRpc } from "./view-rpc.ts";

interface LogEnv {
  readonly VIEW: { getByName(name: string): Pick<ViewRpc, "poke"> };
}

/** A turn that is longer would keep readers waiting. */
const MAX_BATCH_CHARS = 4_000_000;
/** A quarter of an object's memory, at two bytes each. */
const MAX_WAITING_CHARS = 16_000_000;
/** So that a text which cannot be ended does not keep the object busy. */
const ALARM_PAUSE_MS = 1000;
/** What a command takes besides its events. */
const COMMAND_CHARS = 1000;

/** The Durable Object of one log: a thin adapter around its store. */
export class EventLog extends DurableObject<LogEnv> implements LogRpc {
  readonly #storage: SyncStorage;
  readonly #store: LogStore;
  readonly #subscribers: Subscribers;
  readonly #pokes: Pokes;
  readonly #queue: CommitQueue<Write, unknown>;

  constructor(ctx: DurableObjectState, env: LogEnv) {
    super(ctx, env);
    this.#storage = new DurableStorage(ctx.storage);
    migrate(this.#storage, logMigrations, now());
    this.#store = new LogStore(this.#storage, systemOf);
    this.#subscribers = new Subscribers(ctx, this.#store);
    this.#pokes = new Pokes({
      storage: this.#storage,
      projections: projections.map(({ name }) => name),
      viewOf: (projection) => env.VIEW.getByName(`${ctx.id.name}/${projection}`),
      pause: (ms) => scheduler.wait(ms),
    });
    if (this.#store.nextEnd() !== undefined)
      void ctx.blockConcurrencyWhile(() => this.#armIfLost());
    this.#queue = new CommitQueue({
      commit: (writes) => this.#commit(writes),
      durable: () => ctx.storage.sync(),
      committed: () => {
        this.#subscribers.wake();
        this.#pokes.wake();
      },
      sizeOf: ({ chars }) => chars,
      maxBatch: MAX_BATCH_CHARS,
      maxWaiting: MAX_WAITING_CHARS,
    });
  }

  async append(append: Append): Promise<Outcome<Appended>> {
    const chars = charsOf(append.rows) + COMMAND_CHARS;
    const carryOut = (time: string) => this.#store.append(append, time);
    return this.#submit({ chars, carryOut }) ?? tooBusy();
  }

  async appendEach(appends: readonly Append[]): Promise<readonly Outcome<Appended>[]> {
    if (appends.length > MAX_COMMANDS) return appends.map(tooMany);
    const chars = appends.reduce((sum, { rows }) => sum + charsOf(rows) + COMMAND_CHARS, 0);
    const carryOut = (time: string) => this.#store.appendEach(appends, time);
    return this.#submit({ chars, carryOut }) ?? appends.map(tooBusy);
  }

  async execute(commands: readonly Execute[]): Promise<readonly Outcome<Executed>[]> {
    const carryOut = (time: string) => this.#store.execute(commands, time);
    return this.#submitAll(commands, carryOut);
  }

  async executeInSequence(
    commands: readonly Execute[],
  ): Promise<readonly (Outcome<Executed> | null)[]> {
    const carryOut = (time: string) => this.#store.executeInSequence(commands, time);
    return this.#submitAll(commands, carryOut);
  }

  async executeTogether(commands: readonly Execute[]): Promise<Outcome<readonly Executed[]>> {
    if (commands.length > MAX_COMMANDS) return tooMany();
    const chars = commands.reduce((sum, command) => sum + sizeOf(command), 0);
    const carryOut = (time: string) => this.#store.executeTogether(commands, time);
    return this.#submit({ chars, carryOut }) ?? tooBusy();
  }

  async keptText(position: number): Promise<string | null> {
    return this.#store.keptText(position);
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

  async eventsAt(positions: readonly number[]): Promise<EventsAt> {
    return readEvents(this.#storage, positions);
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

  async attach(projection: string): Promise<void> {
    this.#pokes.attach(projection);
  }

  async detach(projection: string): Promise<void> {
    this.#pokes.detach(projection);
  }

  /** Ends kept texts that are too old. Never throws: the platform drops an alarm for good that throws six times. */
  override async alarm(): Promise<void> {
    const carryOut = (time: string) => this.#store.expire(time);
    await this.#submit({ chars: COMMAND_CHARS, carryOut })?.catch(console.error);
    await this.#armIfLost().catch(console.error);
  }

  /** Sets the alarm for the next kept text that will be too old, if there is one and no alarm yet. */
  async #armIfLost(): Promise<void> {
    const end = this.#store.nextEnd();
    if (end === undefined || (await this.ctx.storage.getAlarm()) !== null) return;
    await this.ctx.storage.setAlarm(Math.max(Date.parse(end), Date.now() + ALARM_PAUSE_MS));
  }

  async #submitAll<Answer>(
    commands: readonly Execute[],
    carryOut: (time: string) => readonly Answer[],
  ): Promise<readonly (Answer | Failure)[]> {
    if (commands.length > MAX_COMMANDS) return commands.map(tooMany);
    const chars = commands.reduce((sum, command) => sum + sizeOf(command), 0);
    const answers = (await this.#submit({ chars, carryOut })) ?? commands.map(tooBusy);
    if (commands.some(({ keep }) => keep)) await this.#armIfLost();
    return answers;
  }

  /** Resolves when the write is durable. `undefined` if there is no room for it. */
  #submit<Result>(write: Write<Result>): Promise<Result> | undefined {
    if (this.#queue.isFullFor(write)) return undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the queue gives what carryOut returned
    return this.#queue.submit(write) as Promise<Result>;
  }

  /** One transaction for all, and in it, by the store, one for each: what one throws rolls back that one only. */
  #commit(writes: readonly Write[]): Settled<unknown>[] {
    const time = now();
    return this.#storage.transaction(() =>
      writes.map((write) => {
        try {
          return { result: write.carryOut(time) };
        } catch (error) {
          return { error };
        }
      }),
    );
  }
}

/** What waits to be committed. */
interface Write<Result = unknown> {
  readonly chars: number;
  readonly carryOut: (time: string) => Result;
}

function now(): string {
  return new Date().toISOString();
}

function sizeOf({ command, metadata, keep }: Execute): number {
  const kept = keep?.text.length ?? 0;
  return command.length + JSON.stringify(metadata).length + kept + COMMAND_CHARS;
}

function tooBusy(): Failure {
  return failure(
    "log-too-busy",
    "The log has more to write than it can take. Send this again, unchanged.",
  );
}

function tooMany(): Failure {
  return failure("too-large", `Send at most ${MAX_COMMANDS} commands at once.`);
}
