import { packRows, type NewEvent } from "../core/event-rows.ts";
import { meetsExpectation } from "../core/expected-revision.ts";
import { parseJson } from "../core/json.ts";
import { categoryOf } from "../core/names.ts";
import { numberedId } from "../core/numbered-id.ts";
import { success, type Outcome } from "../core/problem.ts";
import type { System } from "../core/system.ts";
import { eachForItself } from "./each-for-itself.ts";
import { conflict, findKnown, isSame, type Known } from "./identities.ts";
import type { Execute, Executed, Keep } from "./log-rpc.ts";
import { revisionOf, standOf, type Stand } from "./lookups.ts";
import { keepAndEnd } from "./keep-and-end.ts";
import { noDecider, wrongExpectedRevision } from "./refusals.ts";
import type { SyncStorage } from "./storage.ts";
import { advance, type Fold } from "./stream-folds.ts";
import { writeEvents, type LogParts } from "./write-events.ts";

/**
 * Carries out commands in order, each for itself: what one throws is its own answer, and changes
 * nothing. `now` is RFC 3339 with milliseconds.
 */
export function executeAll(
  log: LogParts,
  commands: readonly Execute[],
  now: string,
): Outcome<Executed>[] {
  return eachForItself(commands, (command) => execute(log, command, now));
}

/** Carries out commands in order, all of them or none. */
export function executeTogether(
  log: LogParts,
  commands: readonly Execute[],
  now: string,
): Outcome<readonly Executed[]> {
  let failed: Outcome<never> | undefined;
  try {
    return log.storage.transaction(() =>
      success(
        commands.map((command) => {
          const outcome = execute(log, command, now);
          if (outcome.ok) return outcome.value;
          failed = outcome;
          throw new Error("rolls back those before it");
        }),
      ),
    );
  } catch (error) {
    if (failed) return failed;
    throw error;
  }
}

function execute(log: LogParts, command: Execute, now: string): Outcome<Executed> {
  const prepared = prepare(log, command);
  return "ok" in prepared ? prepared : decideAndWrite(log, prepared, now);
}

/** A command that nothing stands against but its system's decision. */
export interface Prepared {
  readonly command: Execute;
  readonly system: System;
  readonly stand: Stand;
}

/**
 * The answer to a command, if it takes no decision. A retry of a success must never become a refusal, so whatever
 * has happened since, a known identity is asked first.
 */
export function prepare(log: LogParts, command: Execute): Outcome<Executed> | Prepared {
  const { stream, expected } = command;
  const system = log.systemOf(categoryOf(stream));
  if (!system) return noDecider(stream);
  const known = findKnown(log.storage, command);
  if (known) return executedBefore(log, { command, system, known });
  const stand = standOf(log.storage, stream);
  if (!meetsExpectation(expected, stand.revision))
    return wrongExpectedRevision(command, stand.revision);
  return brokenPremise(log.storage, command) ?? { command, system, stand };
}

/** Decides a command on the fold of its stream, and appends the events that follow. */
export function decideAndWrite(log: LogParts, prepared: Prepared, now: string): Outcome<Executed> {
  const { command, system, stand } = prepared;
  const decision = decide(system, command, log.folds.at(system, command.stream, stand.revision));
  return decision.ok ? write(log, decision.value, { ...prepared, now }) : decision;
}

/** What is said of the first stream that is not where the writer believes it. */
function brokenPremise(
  storage: SyncStorage,
  { premises = [] }: Execute,
): Outcome<never> | undefined {
  for (const premise of premises) {
    const actual = revisionOf(storage, premise.stream);
    if (!meetsExpectation(premise.expected, actual)) return wrongExpectedRevision(premise, actual);
  }
  return undefined;
}

interface Situation extends Prepared {
  readonly now: string;
}

function write(log: LogParts, decision: Decision, situation: Situation): Outcome<Executed> {
  const { command, system, stand, now } = situation;
  const { events, folds } = decision;
  const place = { replayed: false, position: stand.position };
  if (events.length === 0) return success(executed(decision, { ...place, recordedAt: null }));
  const { stream, expected } = command;
  const append = { stream, expected, rows: packRows(events) };
  return log.storage.transaction(() => {
    const written = writeEvents(log, { append, stand, system, folds, now });
    if (!written.ok) return written;
    const recordedAt = written.value.spans[0]?.recordedAt ?? now;
    keepAndEnd(log, { ...situation, events, recordedAt });
    return success(executed(decision, { ...place, recordedAt }));
  });
}

interface Recorded {
  readonly command: Execute;
  readonly system: System;
  /** The event that has the command's identity. */
  readonly known: Known;
}

/** Decides a command once more where it was decided first. If the log has what follows, it is the same command. */
function executedBefore(log: LogParts, recorded: Recorded): Outcome<Executed> {
  const { command, system, known } = recorded;
  if (known.stream !== command.stream) return taken(recorded);
  const decision = decide(system, command, log.folds.at(system, known.stream, known.revision - 1));
  if (!decision.ok || !isRecorded(log.storage, decision.value.events, recorded))
    return taken(recorded);
  const { position, recordedAt } = known;
  const answer = executed(decision.value, { replayed: true, position: position - 1, recordedAt });
  return success(command.keep ? { ...answer, text: textNow(log, known, command.keep) } : answer);
}

type Text = NonNullable<Executed["text"]>;

function textNow(log: LogParts, { position }: Known, { text }: Keep): Text {
  const kept = log.kept.at(position);
  if (kept === null) return "gone";
  return kept === text ? "same" : "other";
}

/** Whether the log has just these events of the command, one behind the other. */
function isRecorded(
  storage: SyncStorage,
  events: readonly NewEvent[],
  { command, known: first }: Recorded,
): boolean {
  const standsAt = (index: number) => {
    const id = numberedId(command.id, index);
    const known = findKnown(storage, { source: command.source, id });
    return known?.position === first.position + index ? known : undefined;
  };
  const isThere = (event: NewEvent, index: number) => {
    const known = standsAt(index);
    return known !== undefined && isSame(event, known, command.stream);
  };
  const isAll = command.isSingle === true || !standsAt(events.length);
  return events.length > 0 && events.every(isThere) && isAll;
}

function taken({ command, known }: Recorded): Outcome<never> {
  return conflict(
    command,
    known,
    "An event with this source and id is in the log, and does not follow from this command. Use a new id for a new command.",
  );
}

interface Decision {
  readonly before: Fold;
  readonly events: readonly NewEvent[];
  /** After each event. */
  readonly folds: readonly Fold[];
}

function decide(system: System, command: Execute, before: Fold): Outcome<Decision> {
  const { id: first, source, occurredAt, metadata } = command;
  const decided = system.decider.decide(parseJson(command.command), before.state);
  if (!decided.ok) return decided;
  const folds: Fold[] = [];
  const events: NewEvent[] = [];
  for (const { type, data } of decided.value) {
    folds.push(advance(system, folds.at(-1) ?? before, { type, data }));
    const id = numberedId(first, events.length);
    events.push({ type, data, id, source, occurredAt, metadata });
  }
  return success({ before, folds, events });
}

interface Place {
  readonly replayed: boolean;
  /** The last one before the events. */
  readonly position: number;
  readonly recordedAt: string | null;
}

function executed({ before, events, folds }: Decision, place: Place): Executed {
  const { replayed, position, recordedAt } = place;
  const { revision, state } = folds.at(-1) ?? before;
  return {
    replayed,
    recordedAt,
    revision,
    position: position + events.length,
    state: JSON.stringify(state),
    events: events.map(({ id, type, data }, i) => ({
      id,
      type,
      data: JSON.stringify(data),
      position: position + i + 1,
      revision: before.revision + i + 1,
    })),
  };
}
