import type { Execute } from "../../durable/log-rpc.ts";
import { ID_TAKEN } from "../../systems/eye/error-kind.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";
import { problem } from "../problem-error.ts";
import { asking, publishing, quarantining } from "./event-commands.ts";
import { judgeEvent, type Sent } from "./judge-event.ts";
import { reloadSchema } from "./known-schemas.ts";
import {
  firstWait,
  settle,
  type Settled,
  type Step,
  type Verdict,
  type Waiting,
} from "./settle-event.ts";

/** Turns in a row without a verdict: three may be needed, and each declaration that comes between is one more. */
const TURNS = 8;
/** Checks of events in a row; then other requests have their turn. */
const CHECKS_IN_A_ROW = 20;

/**
 * Publishes each event that fits, and keeps each that does not in quarantine, by the schemas that are current when
 * they are recorded. If all fit that is one call of the log. The retry of an event that was published is a
 * duplicate, also if it would be refused by now. In the log events stand in the order in which they were sent.
 */
export async function receiveEvents(env: Env, all: readonly Sent[]): Promise<readonly Verdict[]> {
  const verdicts = new Map<number, Verdict>();
  let waiting: readonly Waiting[] = all.map(firstWait);
  for (let idle = 0; waiting.length > 0; idle += 1) {
    if (idle === TURNS) throw problem("log-too-busy", "The schemas change all the time.");
    const settled = await takeTurn(env, waiting);
    for (const { index, verdict } of settled) {
      if (!verdict) continue;
      verdicts.set(index, verdict);
      idle = -1;
    }
    waiting = settled.flatMap(({ waits }) => waits ?? []).toSorted((a, b) => a.index - b.index);
    const stale = new Set(settled.flatMap(({ staleStream }) => staleStream ?? []));
    await Promise.all(Array.from(stale, (stream) => reloadSchema(env, stream)));
  }
  return Array.from(verdicts)
    .toSorted(([a], [b]) => a - b)
    .map(([, verdict]) => verdict);
}

/** Nothing is written for an event before those that were sent before it have their verdict, or can have only one. */
async function takeTurn(env: Env, waiting: readonly Waiting[]): Promise<readonly Settled[]> {
  const steps = await judgeAll(waiting);
  const asked = await ask(env, steps);
  const settled = steps.map((step) => asked.get(step) ?? putOff(step));
  if (settled.some(({ staleStream }) => staleStream !== undefined)) return settled;
  const isLeft = settled.flatMap(({ waits }, i) => {
    const step = steps[i];
    return step && waits ? [stepFor(waits, step.judged)] : [];
  });
  return [...settled.filter(({ verdict }) => verdict), ...(await record(env, isLeft))];
}

async function judgeAll(all: readonly Waiting[]): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const [i, waiting] of all.entries()) {
    if (i > 0 && i % CHECKS_IN_A_ROW === 0) await scheduler.wait(0);
    const judged = judgeEvent(waiting.sent);
    const errors = waiting.isTaken ? [...judged.errors, ID_TAKEN] : judged.errors;
    steps.push(stepFor(waiting, { ...judged, errors }));
  }
  return steps;
}

function stepFor(waiting: Waiting, judged: Step["judged"]): Step {
  const { event } = waiting.sent.read;
  if (event && judged.errors.length === 0) return { waiting, judged, does: "publish" };
  return { waiting, judged, does: event && !waiting.isAsked ? "ask" : "quarantine" };
}

function putOff({ waiting }: Step): Settled {
  return { index: waiting.index, waits: waiting };
}

/** Writes nothing. */
async function ask(env: Env, all: readonly Step[]): Promise<ReadonlyMap<Step, Settled>> {
  const steps = all.filter(({ does }) => does === "ask");
  if (steps.length === 0) return new Map();
  const commands = await Promise.all(steps.map(commandFor));
  const outcomes = await askLog(env, (log) => log.execute(commands));
  return new Map(steps.map((step, i) => [step, settle(step, outcomes[i])]));
}

/** Publishes and keeps in quarantine, in order. */
async function record(env: Env, steps: readonly Step[]): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const call of callsOf(steps)) {
    const isHeld = settled.some(({ waits }) => waits);
    settled.push(...(isHeld ? call.map(putOff) : await recordAtOnce(env, call)));
  }
  return settled;
}

async function recordAtOnce(env: Env, steps: readonly Step[]): Promise<readonly Settled[]> {
  const commands = await Promise.all(steps.map(commandFor));
  const outcomes = await askLog(env, (log) => log.executeInSequence(commands));
  return steps.map((step, i) => settle(step, outcomes[i]));
}

async function commandFor({ waiting, judged, does }: Step): Promise<Execute> {
  const { sent } = waiting;
  const { event } = sent.read;
  if (!event || does === "quarantine") return quarantining(sent, judged, waiting);
  return does === "publish" ? publishing(event, sent.id, judged) : asking(event, sent.id, judged);
}

/** In one call of the log, since the answer to each tells how the whole quarantine stands. */
const MOST_QUARANTINED = 100;

function callsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  let quarantined = 0;
  const calls = Map.groupBy(steps, ({ does }) => {
    if (does === "quarantine") quarantined += 1;
    return Math.floor(quarantined / MOST_QUARANTINED);
  });
  return Array.from(calls.values());
}
