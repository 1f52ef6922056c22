import type { Outcome } from "../core/problem.ts";

/** What the producer can be asked over RPC. */
export interface ProducerRpc {
  /** Starts a run, in place of the one there may be. Fails with `producer-off`, having changed nothing. */
  start(plan: Plan): Promise<Outcome<ProducerStatus>>;
  status(): Promise<ProducerStatus>;
  stop(): Promise<ProducerStatus>;
}

/** Within PRODUCER_LIMITS. */
export interface Plan {
  readonly everyMs: number;
  readonly seconds: number;
}

export interface ProducerStatus {
  /** Whether PRODUCER=on is set. */
  readonly allowed: boolean;
  readonly running: boolean;
  /** `null` unless it is running. */
  readonly everyMs: number | null;
  /** RFC 3339; `null` unless it is running. */
  readonly endsAt: string | null;
  /** Events that the log has taken from this run, or from the last one. */
  readonly sent: number;
  /** The last thing that went wrong in this run, or in the last one. */
  readonly lastError: string | null;
}
