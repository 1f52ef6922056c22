import { batchesOf, type BatchLimits, type CollectedEvent } from "./collected-event.ts";
import type { EventQueue } from "./event-queue.ts";
import { sendBatch, type Destination, type Verdict } from "./send-batch.ts";
import { asError } from "./send-with-retries.ts";

export interface DeliveryOptions {
  readonly queue: EventQueue;
  readonly destination: Destination;
  /** Of one request. */
  readonly limits: BatchLimits;
  /** Hears of an event that no request with it was taken for; it waits no longer. */
  readonly onUnfit: (event: CollectedEvent, error: Error) => void;
}

/** Why a delivery ended before everything had arrived. */
export type Interruption = Extract<Verdict, { readonly kind: "later" | "refused" }>;

/** Events that were unfit by themselves, one behind the other; then it is rather the server that takes nothing. */
const UNFIT_IN_A_ROW = 3;

/** Carries events from a queue to the server. */
export class Delivery {
  /** Events that were judged, and left the queue. */
  arrived = 0;
  /** Of these. */
  quarantined = 0;
  readonly #options: DeliveryOptions;
  #unfit = 0;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Sends what waits at its beginning. Never throws. */
  async run(): Promise<Interruption | undefined> {
    const { queue, limits } = this.#options;
    let interruption: Interruption | undefined;
    this.#unfit = 0;
    try {
      await queue.alone(async () => {
        await queue.reload();
        for (const batch of batchesOf(queue.events(), limits)) {
          interruption = await this.#send(batch);
          if (interruption) return;
        }
      });
    } catch (error) {
      return { kind: "later", error: asError(error) };
    }
    return interruption;
  }

  async #send(batch: readonly CollectedEvent[]): Promise<Interruption | undefined> {
    const verdict = await sendBatch(batch, this.#options.destination);
    if (verdict.kind === "unfit") return this.#sendApart(batch, verdict.error);
    if (verdict.kind !== "arrived") return verdict;
    this.#unfit = 0;
    this.arrived += batch.length;
    this.quarantined += verdict.quarantined;
    await this.#options.queue.remove(batch);
    return undefined;
  }

  /** In halves, down to the event that is unfit. */
  async #sendApart(
    batch: readonly CollectedEvent[],
    error: Error,
  ): Promise<Interruption | undefined> {
    const [first] = batch;
    const half = Math.ceil(batch.length / 2);
    if (batch.length > 1)
      return (await this.#send(batch.slice(0, half))) ?? (await this.#send(batch.slice(half)));
    this.#unfit += 1;
    if (!first || this.#unfit === UNFIT_IN_A_ROW) return { kind: "later", error };
    await this.#options.queue.remove(batch);
    this.#options.onUnfit(first, error);
    return undefined;
  }
}
