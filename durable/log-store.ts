import type { EventData } from "../core/event.ts";
import { unpackRows } from "../core/event-rows.ts";
import { meetsExpectation } from "../core/expected-revision.ts";
import { jsonEqual } from "../core/json.ts";
import { categoryOf } from "../core/names.ts";
import { failure, success, type Failure, type Outcome } from "../core/problem.ts";
import type { System } from "../core/system.ts";
import { eachForItself } from "./each-for-itself.ts";
import { readSlice } from "./event-slice.ts";
import { executeInSequence } from "./execute-in-sequence.ts";
import { executeAll, executeTogether } from "./execute.ts";
import { expire } from "./expire.ts";
import { replay } from "./identities.ts";
import { KeptTexts } from "./kept-texts.ts";
import type {
  Append,
  Appended,
  Execute,
  Executed,
  Head,
  Histogram,
  HistogramRequest,
  NamesPage,
  Slice,
  SliceRequest,
  StateRequest,
  StreamState,
  StreamsRequest,
  TalliesRequest,
} from "./log-rpc.ts";
import { positionAt, revisionAt, revisionOf, standOf } from "./lookups.ts";
import { readHead } from "./read-head.ts";
import { readHistogram } from "./read-histogram.ts";
import { readStreams } from "./read-streams.ts";
import { readTallies } from "./read-tallies.ts";
import { noDecider, wrongExpectedRevision } from "./refusals.ts";
import type { SyncStorage } from "./storage.ts";
import { advance, StreamFolds, type Fold } from "./stream-folds.ts";
import { writeEvents, type LogParts } from "./write-events.ts";

/**
 * A log in a SQLite database. Positions and revisions have no gaps, `recorded_at` never goes back, and
 * an identity (source, id) is there once. Every method is synchronous.
 */
export class LogStore {
  readonly #parts: LogParts;

  constructor(storage: SyncStorage, systemOf: (category: string) => System | undefined) {
    const folds = new StreamFolds(storage);
    this.#parts = { storage, folds, kept: new KeptTexts(storage), systemOf };
  }

  /** Appends all events or none. `now` is RFC 3339 with milliseconds. */
  append(append: Append, now: string): Outcome<Appended> {
    const { stream, expected } = append;
    const stand = standOf(this.#parts.storage, stream);
    const { revision } = stand;
    // A retry of a success must never become a conflict, so whatever stands against an append, the
    // identities are asked first. They are asked only then: the unique index finds the known ones.
    if (!meetsExpectation(expected, revision))
      return replay(this.#parts.storage, append) ?? wrongExpectedRevision(append, revision);
    const system = this.#parts.systemOf(categoryOf(stream));
    const accepted = system ? this.#accept(system, append, revision) : success([]);
    if (!accepted.ok) return replay(this.#parts.storage, append) ?? accepted;
    return writeEvents(this.#parts, { append, stand, system, folds: accepted.value, now });
  }

  /** Each for itself, in order. `now` as in `append`. */
  appendEach(appends: readonly Append[], now: string): Outcome<Appended>[] {
    return eachForItself(appends, (append) => this.append(append, now));
  }

  /** Decides commands in order, each for itself, and appends what follows. `now` as in `append`. */
  execute(commands: readonly Execute[], now: string): Outcome<Executed>[] {
    return executeAll(this.#parts, commands, now);
  }

  /** As `execute`, but all of them or none. */
  executeTogether(commands: readonly Execute[], now: string): Outcome<readonly Executed[]> {
    return executeTogether(this.#parts, commands, now);
  }

  /** As `execute`, but up to the first that might succeed another time. */
  executeInSequence(commands: readonly Execute[], now: string): (Outcome<Executed> | null)[] {
    return executeInSequence(this.#parts, commands, now);
  }

  keptText(position: number): string | null {
    return this.#parts.kept.at(position);
  }

  /** When the next kept text is too old, RFC 3339; `undefined`: none is kept. */
  nextEnd(): string | undefined {
    return this.#parts.kept.nextEnd();
  }

  /** Ends some of the kept texts that are too old. `now` as in `append`. */
  expire(now: string): void {
    expire(this.#parts, now);
  }

  slice(request: SliceRequest): Slice {
    return readSlice(this.#parts.storage, request);
  }

  streams(request: StreamsRequest): NamesPage {
    return readStreams(this.#parts.storage, request);
  }

  tallies(request: TalliesRequest): NamesPage {
    return readTallies(this.#parts.storage, request);
  }

  histogram(request: HistogramRequest): Histogram {
    return readHistogram(this.#parts.storage, request);
  }

  head(): Head {
    return readHead(this.#parts.storage);
  }

  state({ stream, until }: StateRequest): Outcome<StreamState> {
    const system = this.#parts.systemOf(categoryOf(stream));
    if (!system) return noDecider(stream);
    const end = revisionOf(this.#parts.storage, stream);
    const revision = Math.min(end, this.#revisionUntil(stream, until));
    const { state } = this.#parts.folds.at(system, stream, revision);
    return success({ state: JSON.stringify(state), revision, end });
  }

  #revisionUntil(stream: string, until: StateRequest["until"]): number {
    if ("revision" in until) return until.revision;
    const position =
      "position" in until ? until.position : positionAt(this.#parts.storage, until.time);
    return revisionAt(this.#parts.storage, stream, position);
  }

  /** Decides raw events as the commands for which they stand, and gives the fold after each. */
  #accept(system: System, { stream, rows }: Append, revision: number): Outcome<Fold[]> {
    const folds: Fold[] = [];
    let fold = this.#parts.folds.at(system, stream, revision);
    for (const [index, { type, data }] of unpackRows(rows).entries()) {
      const event: EventData = { type, data };
      const command = system.accepts?.(event) ?? categoryOwned(system);
      if (!command.ok) return at(index, command);
      const decided = system.decider.decide(command.value, fold.state);
      if (!decided.ok) return at(index, decided);
      if (!isJust(decided.value, event))
        throw new Error(
          `The system "${system.category}" accepts ${type} and decides on something else`,
        );
      fold = advance(system, fold, event);
      folds.push(fold);
    }
    return success(folds);
  }
}

/** Says which of the events is meant. */
function at(index: number, { problem }: Failure): Failure {
  return { ok: false, problem: { ...problem, members: { ...problem.members, index } } };
}

function isJust(decided: readonly EventData[], { type, data }: EventData): boolean {
  const [first, ...others] = decided;
  return others.length === 0 && first?.type === type && jsonEqual(first.data, data);
}

function categoryOwned({ category }: System): Outcome<never> {
  return failure(
    "category-owned",
    `The events of "${category}" are decisions of its system. Send it a command instead.`,
    { members: { category } },
  );
}
