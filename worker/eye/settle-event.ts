import type { FieldError, Outcome } from "../../core/problem.ts";
import type { Executed } from "../../durable/log-rpc.ts";
import { ProblemError } from "../problem-error.ts";
import { isContradiction } from "./event-commands.ts";
import type { Judged, Sent } from "./judge-event.ts";

/** What became of an event. */
export interface Verdict {
  readonly id: string;
  readonly status: "accepted" | "duplicate" | "quarantined";
  /** Of the event, or of its record in quarantine. */
  readonly position: number;
  /** Why it is in quarantine. */
  readonly errors: readonly FieldError[];
}

/** An event without a verdict yet. */
export interface Waiting {
  /** In the batch. */
  readonly index: number;
  readonly sent: Sent;
  /** It has been asked whether it was published before, or cannot have been. */
  readonly isAsked: boolean;
  /** Its id, by an event with other content. */
  readonly isTaken: boolean;
  /** That one is in quarantine for the same reasons, or was. */
  readonly isAnother: boolean;
}

/** What is asked of the log for an event. */
export interface Step {
  readonly waiting: Waiting;
  readonly judged: Judged;
  readonly does: "publish" | "ask" | "quarantine";
}

/** What a step came to: a verdict, or another turn. */
export interface Settled {
  readonly index: number;
  readonly verdict?: Verdict;
  readonly waits?: Waiting;
  /** Of registrations, by an older one of which the event was judged. */
  readonly staleStream?: string;
}

export function firstWait(sent: Sent, index: number): Waiting {
  return { index, sent, isAsked: !mayBeKnown(sent), isTaken: false, isAnother: false };
}

/** Nobody is told of the events of another application. */
function mayBeKnown({ isRetryable, read: { event, application } }: Sent): boolean {
  return isRetryable && event?.data.name === application;
}

/** `null`: one before it must be settled first. */
export function settle(step: Step, outcome: Outcome<Executed> | null | undefined): Settled {
  if (outcome === undefined) throw new Error("The log answers each command");
  if (outcome === null) return put(step.waiting);
  return outcome.ok ? decided(step, outcome.value) : undecided(step, outcome);
}

function put(waits: Waiting): Settled {
  return { index: waits.index, waits };
}

function decided({ waiting, judged, does }: Step, executed: Executed): Settled {
  const { replayed, text = "same", events } = executed;
  if (text !== "same")
    return put({ ...waiting, isTaken: waiting.isTaken || text === "other", isAnother: true });
  const { index, sent } = waiting;
  const [event] = events;
  if (!event) throw new Error("What is sent is an event, and so is what is kept");
  const { id } = sent;
  const { position } = event;
  if (does === "quarantine")
    return { index, verdict: { id, status: "quarantined", position, errors: judged.errors } };
  const status = replayed ? "duplicate" : "accepted";
  return { index, verdict: { id, status, position, errors: [] } };
}

function undecided(
  { waiting, judged, does }: Step,
  { problem: cause }: Extract<Outcome<Executed>, { ok: false }>,
): Settled {
  const { code, members = {} } = cause;
  if (code === "event-id-conflict" && does !== "quarantine")
    return put({ ...waiting, isAsked: true, isTaken: does === "publish" });
  if (code !== "wrong-expected-revision") throw new ProblemError(cause);
  const { stream, expected } = members;
  if (does === "ask" && isContradiction(judged, stream, expected))
    return put({ ...waiting, isAsked: true });
  // One with its id may be published before its turn comes again.
  const isAsked = !mayBeKnown(waiting.sent);
  return { ...put({ ...waiting, isAsked }), staleStream: String(stream) };
}
