import { DurableObject } from "cloudflare:workers";
import { success, type Outcome } from "../core/problem.ts";
import { projectionOf } from "../systems/index.ts";
import { DurableStorage } from "./durable-storage.ts";
import type { EventLog } from "./event-log.ts";
import type { Generation } from "./generations.ts";
import type { LogRpc, Slice, SliceRequest } from "./log-rpc.ts";
import { migrate } from "./migrate.ts";
import { reach, rebuilding } from "./reach.ts";
import { readRows } from "./read-rows.ts";
import { retryDeadLetters } from "./retry-dead-letters.ts";
import { verify } from "./verify.ts";
import { ViewFold } from "./view-fold.ts";
import { viewMigrations } from "./view-migrations.ts";
import type {
  DeadLetter,
  DeadLettersRequest,
  Freshness,
  Retried,
  RowsPage,
  RowsRequest,
  Verdict,
  ViewAnswer,
  ViewQuery,
  ViewRpc,
  ViewStatus,
} from "./view-rpc.ts";
import { viewStatus } from "./view-status.ts";
import { ViewStore } from "./view-store.ts";

interface ViewEnv {
  readonly LOG: DurableObjectNamespace<EventLog>;
}

const LONGEST_PAUSE_MS = 60_000;

/** The Durable Object of one view: an adapter around its store. Its name is `<log>/<projection>`. */
export class View extends DurableObject<ViewEnv> implements ViewRpc {
  /** Of the log, and of the projection. */
  readonly #names: readonly [log: string, projection: string];
  readonly #store: ViewStore;
  readonly #fold: ViewFold;
  #verifying: Promise<Outcome<Verdict>> | undefined;

  constructor(ctx: DurableObjectState, env: ViewEnv) {
    super(ctx, env);
    const storage = new DurableStorage(ctx.storage);
    migrate(storage, viewMigrations, now());
    const [log = "", projection = ""] = (ctx.id.name ?? "").split("/");
    this.#names = [log, projection];
    this.#store = new ViewStore(storage, projectionOf(projection));
    const slice = (request: SliceRequest) => this.#readLog(request);
    this.#fold = new ViewFold(this.#store, { slice, attach: () => this.#attach() }, now);
    this.#store.generations.drop("check");
    if (this.#store.isOutdated()) this.#store.begin("next", now());
    if (this.#store.hasWork()) void ctx.blockConcurrencyWhile(() => this.#armIfLost());
  }

  async query({ query, params, ...freshness }: ViewQuery): Promise<Outcome<ViewAnswer>> {
    return this.#answer(freshness, (live) => this.#store.answer(live, query, params));
  }

  async rows(request: RowsRequest): Promise<Outcome<ViewAnswer<RowsPage>>> {
    return this.#answer(request, (live) =>
      success(readRows(this.#store.generations.table(live), request)),
    );
  }

  async status(): Promise<ViewStatus> {
    return viewStatus(this.#store, (request) => this.#readLog(request), Date.now());
  }

  async deadLetters({ after, limit }: DeadLettersRequest): Promise<readonly DeadLetter[]> {
    const live = this.#store.answering();
    return live ? this.#store.deadLetters.list(live.number, after, limit) : [];
  }

  async retry(which: number | "all"): Promise<Outcome<Retried>> {
    const readLog = (request: SliceRequest) => this.#readLog(request);
    return retryDeadLetters({ store: this.#store, readLog, now }, which);
  }

  async rebuild(): Promise<ViewStatus> {
    await this.#begin();
    return this.status();
  }

  async verify(): Promise<Outcome<Verdict>> {
    const late = await this.#reach({ at: "head", waitMs: LONGEST_PAUSE_MS });
    if (late) return late;
    this.#verifying ??= verify(this.#store, this.#fold, now).finally(
      () => (this.#verifying = undefined),
    );
    return this.#verifying;
  }

  async destroy(): Promise<void> {
    this.#store.destroy();
    await this.#log().detach(this.#names[1]);
    // Whoever has asked meanwhile has attached it, and the log may have heard that first.
    if (this.#store.answering() ?? this.#store.building()) await this.#attach();
  }

  async poke(): Promise<void> {
    if (!this.#store.answering()) return;
    // What goes wrong is in the status; nobody waits for it here.
    await this.#fold.catchUp().catch(console.error);
  }

  /** Never throws: the platform drops an alarm for good that throws six times. */
  override async alarm(): Promise<void> {
    await this.#fold.build().catch(console.error);
    if (!this.#store.hasWork()) return;
    const { failures } = this.#store.troubles();
    const pause = Math.min(1000 * (2 ** failures - 1), LONGEST_PAUSE_MS);
    await this.ctx.storage.setAlarm(Date.now() + pause).catch(console.error);
  }

  async #answer<Answer>(
    freshness: Freshness,
    ask: (live: Generation) => Outcome<Answer>,
  ): Promise<Outcome<ViewAnswer<Answer>>> {
    const late = await this.#reach(freshness);
    if (late) return late;
    // What follows is one turn, so an answer is from one generation at one position.
    const live = this.#store.answering();
    if (!live) return rebuilding(this.#store, this.#fold.head);
    const { version, number, position } = live;
    const tag = `v${version}.g${number}.p${position}`;
    const isKnown = freshness.known.includes(tag) || freshness.known.includes("*");
    const answered = isKnown ? success(null) : ask(live);
    return answered.ok ? success({ answer: answered.value, position, tag }) : answered;
  }

  async #reach(freshness: Omit<Freshness, "known">) {
    if (!this.#store.answering() && !this.#store.building()) await this.#begin();
    return reach(this.#store, this.#fold, freshness);
  }

  /** Begins to build. The alarm builds also when nobody waits for it, and when the object has been evicted. */
  async #begin(): Promise<void> {
    this.#store.begin("next", now());
    await this.ctx.storage.setAlarm(Date.now());
  }

  #attach(): Promise<void> {
    return this.#log().attach(this.#names[1]);
  }

  async #armIfLost(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now());
  }

  async #readLog(request: SliceRequest): Promise<Slice> {
    const slice = await this.#log().slice(request);
    // The log's answers go before questions to this object: without a pause those would wait for a whole build.
    if (slice.next !== null) await scheduler.wait(0);
    return slice;
  }

  /** An exception breaks a stub, so each question takes a new one. */
  #log(): LogRpc {
    return this.env.LOG.getByName(this.#names[0]);
  }
}

function now(): string {
  return new Date().toISOString();
}
