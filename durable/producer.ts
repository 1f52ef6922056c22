import { DurableObject } from "cloudflare:workers";
import { packRows, type NewEvent } from "../core/event-rows.ts";
import { failure, success, type Outcome } from "../core/problem.ts";
import { PRODUCED_STREAM, producedEvent } from "../systems/produced-event.ts";
import { DurableStorage } from "./durable-storage.ts";
import type { EventLog } from "./event-log.ts";
import type { LogRpc } from "./log-rpc.ts";
import { migrate } from "./migrate.ts";
import { producerMigrations } from "./producer-migrations.ts";
import { ProducerRun } from "./producer-run.ts";
import type { Plan, ProducerRpc, ProducerStatus } from "./producer-rpc.ts";

interface ProducerEnv {
  readonly LOG: DurableObjectNamespace<EventLog>;
  readonly PRODUCER?: string;
}

/** After something broke here. */
const LOOK_AGAIN_MS = 60_000;

/** The Durable Object that appends random events while a run is on: an adapter around its run. */
export class Producer extends DurableObject<ProducerEnv> implements ProducerRpc {
  readonly #run: ProducerRun;

  constructor(ctx: DurableObjectState, env: ProducerEnv) {
    super(ctx, env);
    const storage = new DurableStorage(ctx.storage);
    migrate(storage, producerMigrations, new Date().toISOString());
    this.#run = new ProducerRun(storage, () => producedEvent(crypto.randomUUID(), Math.random));
    if (this.#run.wakeAt() !== undefined) void ctx.blockConcurrencyWhile(() => this.#armIfLost());
  }

  async start(plan: Plan): Promise<Outcome<ProducerStatus>> {
    if (!this.#isAllowed())
      return failure("producer-off", "Set PRODUCER=on, as .dev.vars does for npm start.");
    this.#run.start(plan, Date.now());
    await this.#arm();
    return success(await this.status());
  }

  async stop(): Promise<ProducerStatus> {
    this.#run.stop();
    await this.#arm();
    return this.status();
  }

  async status(): Promise<ProducerStatus> {
    return this.#run.status(Date.now(), this.#isAllowed());
  }

  /** Never throws: the platform drops an alarm for good that throws six times. */
  override async alarm(): Promise<void> {
    try {
      if (!this.#isAllowed()) this.#run.stop();
      const event = this.#run.due(Date.now());
      if (event) this.#run.settle(event, await this.#send(event), Date.now());
      await this.#arm();
    } catch (error) {
      console.error(error);
      await this.ctx.storage.setAlarm(Date.now() + LOOK_AGAIN_MS).catch(console.error);
    }
  }

  /** What the log says; `undefined` if it cannot be known. */
  async #send(event: NewEvent): Promise<Outcome<unknown> | undefined> {
    try {
      // An exception breaks a stub, so each event takes a new one.
      const log: LogRpc = this.env.LOG.getByName("main");
      return await log.append({
        stream: PRODUCED_STREAM,
        expected: "any",
        rows: packRows([event]),
      });
    } catch (error) {
      console.error(error);
      return undefined;
    }
  }

  async #arm(): Promise<void> {
    const at = this.#run.wakeAt();
    await (at === undefined ? this.ctx.storage.deleteAlarm() : this.ctx.storage.setAlarm(at));
  }

  async #armIfLost(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.#arm();
  }

  #isAllowed(): boolean {
    return this.env.PRODUCER === "on";
  }
}
