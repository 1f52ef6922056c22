import { RowTable } from "./row-table.ts";
import { first, type SyncStorage } from "./storage.ts";

/** `live` answers, `next` is built beside it to take its place, `check` is built to compare it with. */
export type Role = "live" | "next" | "check";

/** One build of a view's rows. */
export type Generation = {
  /** From 1; none is given twice, also after all have been destroyed. */
  readonly number: number;
  readonly role: Role;
  /** Of the projection that made the rows. */
  readonly version: number;
  /** Every event up to here has been taken. */
  readonly position: number;
  readonly rows: number;
  readonly started_at: string;
  /** Position of the event at which the build stopped, and why; `null` unless it did. */
  readonly stopped_at: number | null;
  readonly error: string | null;
};

/** The generations of one view: at most one in each role, each with a table of rows of its own. */
export class Generations {
  readonly #storage: SyncStorage;

  constructor(storage: SyncStorage) {
    this.#storage = storage;
  }

  get(role: Role): Generation | undefined {
    return first<Generation>(this.#storage, "SELECT * FROM generations WHERE role = ?", role);
  }

  table({ number }: Generation): RowTable {
    return new RowTable(this.#storage, number);
  }

  /** Begins one at position 0, in place of the one that there may be in its role. */
  begin(role: Role, version: number, now: string): void {
    this.drop(role);
    this.#storage.all("UPDATE view SET generations = generations + 1");
    const number = first<{ number: number }>(
      this.#storage,
      "INSERT INTO generations SELECT generations, ?, ?, 0, 0, ?, NULL, NULL FROM view RETURNING number",
      role,
      version,
      now,
    );
    new RowTable(this.#storage, number?.number ?? 0).create();
  }

  /** Moves on, and counts the rows by which there are more. */
  advance({ number }: Generation, position: number, moreRows: number): void {
    this.#storage.all(
      "UPDATE generations SET position = ?, rows = rows + ? WHERE number = ?",
      position,
      moreRows,
      number,
    );
  }

  stop({ number }: Generation, position: number, error: string): void {
    const sql = "UPDATE generations SET stopped_at = ?, error = ? WHERE number = ?";
    this.#storage.all(sql, position, error, number);
  }

  /** Lets `next` take the place of `live`. */
  swap(): void {
    this.drop("live");
    this.#storage.all("UPDATE generations SET role = 'live' WHERE role = 'next'");
  }

  drop(role: Role): void {
    const generation = this.get(role);
    if (!generation) return;
    this.#storage.all("DELETE FROM generations WHERE number = ?", generation.number);
    this.#storage.all("DELETE FROM dead_letters WHERE generation = ?", generation.number);
    this.table(generation).drop();
  }
}
