import type { RecordedEvent } from "../core/event.ts";
import { parseJson } from "../core/json.ts";
import { success, type Outcome } from "../core/problem.ts";
import type { Projection } from "../core/projection.ts";
import { compareRows, type RowDifferences } from "./compare-rows.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Generations, type Generation, type Role } from "./generations.ts";
import { RowBuffer } from "./row-buffer.ts";
import { first, type SyncStorage } from "./storage.ts";

/** Events behind a generation's position, of its projection's categories, and the position up to which they are all. */
export interface Batch {
  readonly events: readonly RecordedEvent[];
  readonly reached: number;
}

type Troubles = { readonly failures: number; readonly error: string | null };

/**
 * The view of a projection in a SQLite database. Rows and the position to which they belong are written in
 * one transaction, so they never disagree. Every method is synchronous.
 */
export class ViewStore {
  readonly generations: Generations;
  readonly deadLetters: DeadLetters;
  readonly projection: Projection;
  readonly #storage: SyncStorage;

  constructor(storage: SyncStorage, projection: Projection) {
    this.#storage = storage;
    this.projection = projection;
    this.generations = new Generations(storage);
    this.deadLetters = new DeadLetters(storage);
  }

  /** The generation that answers: the live one, if the program can read its rows. */
  answering(): Generation | undefined {
    const live = this.generations.get("live");
    return live?.version === this.projection.version ? live : undefined;
  }

  /** The generation that is built to answer, by this version of the projection. */
  building(): Generation | undefined {
    const next = this.generations.get("next");
    return next?.version === this.projection.version ? next : undefined;
  }

  /** Whether what there is was made by another version of the projection, and nothing is done about it yet. */
  isOutdated(): boolean {
    const made = this.generations.get("live") ?? this.generations.get("next");
    return made !== undefined && !this.answering() && !this.building();
  }

  /** Whether a generation waits to be built further. */
  hasWork(): boolean {
    return this.building()?.stopped_at === null;
  }

  begin(role: Role, now: string): void {
    this.#storage.transaction(() => {
      this.#storage.all("INSERT OR IGNORE INTO view VALUES (1, 0, 0, NULL)");
      this.generations.begin(role, this.projection.version, now);
    });
  }

  /**
   * Takes a batch, or as much of it as memory allows, unless the generation is no longer where the batch
   * begins. An event that the projection cannot take becomes a dead letter of the live generation; a
   * generation that is built beside a live one stops at it, since the live one answers meanwhile; one that is
   * built to compare with leaves it out.
   */
  take(generation: Generation, { events, reached }: Batch, now: string): void {
    if (!this.#isCurrent(generation)) return;
    const { number, role, position } = generation;
    const stops = role === "next" && this.answering() !== undefined;
    this.#storage.transaction(() => {
      const buffer = new RowBuffer(this.generations.table(generation));
      let taken = position;
      for (const event of events) {
        const error = this.#evolve(buffer, event);
        if (error !== undefined && stops) {
          this.generations.advance(generation, taken, buffer.flush());
          this.generations.stop(generation, event.position, error);
          return;
        }
        if (error !== undefined && role !== "check")
          this.deadLetters.add(number, { position: event.position, error, failedAt: now });
        taken = event.position;
        if (buffer.isFull()) {
          this.generations.advance(generation, taken, buffer.flush());
          return;
        }
      }
      this.generations.advance(generation, reached, buffer.flush());
    });
  }

  /** Lets the generation that has been built answer, if it is not behind the one that does. */
  promote(): boolean {
    const [next, live] = [this.building(), this.answering()];
    if (!next || next.stopped_at !== null || (live && live.position > next.position)) return false;
    this.#storage.transaction(() => this.generations.swap());
    return true;
  }

  /** Takes an event anew that is a dead letter of the live generation; whether the projection took it. */
  retake(number: number, event: RecordedEvent, now: string): boolean {
    const live = this.answering();
    const { position } = event;
    if (live?.number !== number || !this.deadLetters.has(number, position)) return false;
    return this.#storage.transaction(() => {
      const buffer = new RowBuffer(this.generations.table(live));
      const error = this.#evolve(buffer, event);
      if (error === undefined) {
        this.generations.advance(live, live.position, buffer.flush());
        this.deadLetters.remove(number, position);
      } else this.deadLetters.add(number, { position, error, failedAt: now });
      return error === undefined;
    });
  }

  /** The JSON text of an answer from the rows of a generation. Throws for a query that there is not. */
  answer(generation: Generation, query: string, params: string): Outcome<string> {
    const ask = this.projection.queries[query];
    if (!ask) throw new Error(`${this.projection.name} has no query "${query}"`);
    const answered = ask(this.generations.table(generation), parseJson(params));
    return answered.ok ? success(JSON.stringify(answered.value)) : answered;
  }

  compare(expected: Generation, found: Generation): RowDifferences {
    return compareRows(this.#storage, expected, found);
  }

  destroy(): void {
    this.#storage.transaction(() => {
      for (const role of ["live", "next", "check"] as const) this.generations.drop(role);
      this.#storage.all("UPDATE view SET failures = 0, last_error = NULL");
    });
  }

  /** Keeps what went wrong outside of the projection, until something goes well. */
  fail(error: unknown): void {
    this.#storage.all("UPDATE view SET failures = failures + 1, last_error = ?", messageOf(error));
  }

  succeed(): void {
    this.#storage.all("UPDATE view SET failures = 0, last_error = NULL WHERE failures > 0");
  }

  /** How often in a row something went wrong, and what the last time. */
  troubles(): Troubles {
    const row = first<Troubles>(this.#storage, "SELECT failures, last_error AS error FROM view");
    return row ?? { failures: 0, error: null };
  }

  #isCurrent({ number, role, position }: Generation): boolean {
    const current = this.generations.get(role);
    return current?.number === number && current.position === position;
  }

  /** What the projection threw, having changed nothing; `undefined` if it took the event. */
  #evolve(buffer: RowBuffer, event: RecordedEvent): string | undefined {
    try {
      this.projection.evolve(buffer, event);
      buffer.keep();
      return undefined;
    } catch (error) {
      buffer.forget();
      return messageOf(error);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
