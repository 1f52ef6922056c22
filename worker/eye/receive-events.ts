import type { FieldError, Outcome } from "../../core/problem.ts";
import type { Execute, Executed } from "../../durable/log-rpc.ts";
import { ID_TAKEN } from "../../systems/eye/error-kind.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";
import { problem, ProblemError } from "../problem-error.ts";
import { asking, isContradiction, publishing, quarantining } from "./event-commands.ts";
import { judgeEvent, type Judged, type Sent } from "./judge-event.ts";
import { reloadSchema } from "./known-schemas.ts";
import { takenPlaces } from "./taken-places.ts";

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
interface Waiting {
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
interface Step {
  readonly waiting: Waiting;
  readonly judged: Judged;
  readonly does: "publish" | "ask" | "quarantine";
  readonly command: Execute;
}

/** An event has three turns at most, and each declaration that comes between is one more. */
const TURNS = 8;
/** Checks of events in a row; then other requests have their turn. */
const CHECKS_IN_A_ROW = 20;

/**
 * Publishes each event that fits, and keeps each that does not in quarantine, by the schemas that are current when
 * they are recorded. If all fit that is one call of the log. The retry of an event that was published is a
 * duplicate, also if it would be refused by now.
 */
export async function receiveEvents(env: Env, all: readonly Sent[]): Promise<readonly Verdict[]> {
  const verdicts = new Map<number, Verdict>();
  let waiting: readonly Waiting[] = all.map((sent, index) => ({
    index,
    sent,
    isAsked: !mayBeKnown(sent),
    isTaken: false,
    isAnother: false,
  }));
  for (let turn = 1; waiting.length > 0; turn += 1) {
    if (turn > TURNS) throw problem("log-too-busy", "The schemas change all the time.");
    const settled: Settled[] = [];
    for (const steps of callsOf(await stepsFor(waiting)))
      settled.push(...(await carryOut(env, steps)));
    for (const { index, verdict } of settled) if (verdict) verdicts.set(index, verdict);
    waiting = settled.flatMap(({ waits }) => waits ?? []);
    const stale = new Set(settled.flatMap(({ staleStream }) => staleStream ?? []));
    await Promise.all(Array.from(stale, (stream) => reloadSchema(env, stream)));
  }
  return Array.from(verdicts)
    .toSorted(([a], [b]) => a - b)
    .map(([, verdict]) => verdict);
}

/** Nobody is told of the events of another application. */
function mayBeKnown({ isRetryable, read: { event, application } }: Sent): boolean {
  return isRetryable && event?.data.name === application;
}

async function stepsFor(all: readonly Waiting[]): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const [i, waiting] of all.entries()) {
    if (i > 0 && i % CHECKS_IN_A_ROW === 0) await scheduler.wait(0);
    steps.push(await stepFor(waiting));
  }
  return steps;
}

async function stepFor(waiting: Waiting): Promise<Step> {
  const { sent, isTaken, isAsked } = waiting;
  const found = judgeEvent(sent);
  const judged = isTaken ? { ...found, errors: [...found.errors, ID_TAKEN] } : found;
  const { event } = sent.read;
  const step = { waiting, judged };
  if (event && judged.errors.length === 0)
    return { ...step, does: "publish", command: publishing(event, sent.id, judged) };
  if (event && !isAsked) return { ...step, does: "ask", command: asking(event, sent.id, judged) };
  return { ...step, does: "quarantine", command: await quarantining(sent, judged, waiting) };
}

async function carryOut(env: Env, steps: readonly Step[]): Promise<readonly Settled[]> {
  const commands = steps.map(({ command }) => command);
  const outcomes = await askLog(env, (log) => log.execute(commands));
  const taken = await takenPlaces(env, commands, outcomes);
  return steps.map((step, i) => {
    const place = taken.get(step.command);
    if (place === undefined) return settle(step, outcomes[i]);
    const { waiting } = step;
    const isTaken = waiting.isTaken || place === "taken";
    return { index: waiting.index, waits: { ...waiting, isTaken, isAnother: true } };
  });
}

/** In one call of the log, since the answer to each tells how the whole quarantine stands. */
const MOST_QUARANTINED = 100;

/** All that fit in the first call, those for quarantine in as many as they take. */
function callsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const calls = [steps.filter(({ does }) => does !== "quarantine")];
  for (const [i, step] of steps.filter(({ does }) => does === "quarantine").entries())
    (calls[Math.floor(i / MOST_QUARANTINED)] ??= []).push(step);
  return calls;
}

/** What a step came to: a verdict, or another turn. */
interface Settled {
  readonly index: number;
  readonly verdict?: Verdict;
  readonly waits?: Waiting;
  /** Of registrations, by an older one of which the event was judged. */
  readonly staleStream?: string;
}

function settle(step: Step, outcome: Outcome<Executed> | undefined): Settled {
  if (!outcome) throw new Error("The log answers each command");
  return outcome.ok ? decided(step, outcome.value) : undecided(step, outcome);
}

function decided({ waiting, judged, does }: Step, { replayed, events }: Executed): Settled {
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
  const { index } = waiting;
  const { code, members = {} } = cause;
  if (code === "event-id-conflict" && does !== "quarantine")
    return { index, waits: { ...waiting, isAsked: true, isTaken: does === "publish" } };
  if (code !== "wrong-expected-revision") throw new ProblemError(cause);
  const { stream, expected } = members;
  if (does === "ask" && isContradiction(judged, stream, expected))
    return { index, waits: { ...waiting, isAsked: true } };
  return { index, waits: waiting, staleStream: String(stream) };
}
