import type { NewEvent } from "../core/event-rows.ts";
import { parseJson } from "../core/json.ts";
import type { Outcome } from "../core/problem.ts";
import type { Plan, ProducerStatus } from "./producer-rpc.ts";
import { first, type SyncStorage } from "./storage.ts";

type Run = {
  every_ms: number;
  ends_ms: number;
  due_ms: number | null;
  sent: number;
  last_error: string | null;
  next_event: string;
};

const NO_RUN: Run = {
  every_ms: 0,
  ends_ms: 0,
  due_ms: null,
  sent: 0,
  last_error: null,
  next_event: "{}",
};

const NO_ANSWER = "The log did not answer. The same event is sent again.";

/**
 * The rules of a run. The event that is sent next stands in storage before it is sent, and until it is
 * known what came of it: whoever sends it twice sends the same event with the same id.
 * Times are milliseconds since 1970.
 */
export class ProducerRun {
  readonly #storage: SyncStorage;
  readonly #newEvent: () => NewEvent;

  constructor(storage: SyncStorage, newEvent: () => NewEvent) {
    this.#storage = storage;
    this.#newEvent = newEvent;
  }

  /** Begins a run, whose first event is due at once, in place of any other. */
  start({ everyMs, seconds }: Plan, now: number): void {
    this.#storage.all(
      `INSERT OR REPLACE INTO run (number, every_ms, ends_ms, due_ms, sent, last_error, next_event)
       VALUES (1, ?, ?, ?, 0, NULL, ?)`,
      everyMs,
      now + seconds * 1000,
      now,
      JSON.stringify(this.#newEvent()),
    );
  }

  stop(): void {
    this.#storage.all("UPDATE run SET due_ms = NULL WHERE due_ms IS NOT NULL");
  }

  /** The event to send now. `undefined` if none is due; a run that is past its end is ended. */
  due(now: number): NewEvent | undefined {
    const run = this.#read();
    if (run.due_ms === null) return undefined;
    if (now >= run.ends_ms) {
      this.stop();
      return undefined;
    }
    // The platform may run an alarm twice: what is not due yet is not sent.
    return now < run.due_ms ? undefined : nextEvent(run);
  }

  /**
   * Keeps what came of an event that was sent; `undefined` if there was no answer. Only then is it sent
   * again: what was refused would be refused again. An event of a run that was replaced is nobody's.
   */
  settle(event: NewEvent, outcome: Outcome<unknown> | undefined, now: number): void {
    const run = this.#read();
    if (nextEvent(run).id !== event.id) return;
    const error = errorOf(outcome);
    this.#storage.all(
      "UPDATE run SET due_ms = ?, sent = ?, last_error = ?, next_event = ?",
      run.due_ms === null ? null : dueAfter(now, run.due_ms, run.every_ms),
      run.sent + (error === null ? 1 : 0),
      error ?? run.last_error,
      isFinal(outcome) ? JSON.stringify(this.#newEvent()) : run.next_event,
    );
  }

  /** When there is something to do next: to send, or to end. `undefined` if nothing is running. */
  wakeAt(): number | undefined {
    const run = this.#read();
    return run.due_ms === null ? undefined : Math.min(run.due_ms, run.ends_ms);
  }

  status(now: number, allowed: boolean): ProducerStatus {
    const { due_ms: due, ends_ms: ends, every_ms: every, ...run } = this.#read();
    const last = { sent: run.sent, lastError: run.last_error };
    if (!allowed || due === null || now >= ends)
      return { allowed, running: false, everyMs: null, endsAt: null, ...last };
    const endsAt = new Date(ends).toISOString();
    return { allowed, running: true, everyMs: every, endsAt, ...last };
  }

  #read(): Run {
    return first<Run>(this.#storage, "SELECT * FROM run") ?? NO_RUN;
  }
}

function nextEvent({ next_event: text }: Run): NewEvent {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was written from one
  return parseJson(text) as unknown as NewEvent;
}

/** The next due time after now. What was missed is not made up for by a burst. */
function dueAfter(now: number, due: number, everyMs: number): number {
  const missed = Math.max(0, Math.floor((now - due) / everyMs));
  return due + (missed + 1) * everyMs;
}

/** `null` if all went well. */
function errorOf(outcome: Outcome<unknown> | undefined): string | null {
  if (!outcome) return NO_ANSWER;
  return outcome.ok ? null : `${outcome.problem.code}: ${outcome.problem.detail}`;
}

/** Whether the same event has nothing more to hope for: it is recorded, or would be refused again. */
function isFinal(outcome: Outcome<unknown> | undefined): boolean {
  return outcome !== undefined && (outcome.ok || outcome.problem.code !== "log-too-busy");
}
