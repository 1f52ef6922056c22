import { parseJson, type Json } from "../core/json.ts";
import { jsonRuns } from "../core/json-runs.ts";
import { decodeKey, encodeEnd, encodeKey, type Key } from "../core/key.ts";
import type { Entry, ReadableRows } from "../core/projection.ts";
import { first, type SyncStorage } from "./storage.ts";

/** Rows in memory at once: of those that queries scan, which are short and many, and of any. */
const SCANNED_AT_ONCE = 1000;
const READ_AT_ONCE = 100;

/** Encoded keys: `low` included, `behind` and `end` not. */
interface KeyBounds {
  readonly low: string;
  readonly behind: string;
  readonly end: string;
}

/** An encoded key, and JSON text. */
type StoredRow = { key: string; row: string };

/** Most who scan rows look at few keys. */
class StoredEntry implements Entry {
  readonly #key: string;
  readonly row: Json;

  constructor(key: string, row: Json) {
    this.#key = key;
    this.row = row;
  }

  get key(): Key {
    return decodeKey(this.#key);
  }
}

/** The rows of one generation of a view, in a table of their own: to drop it writes no rows. */
export class RowTable implements ReadableRows {
  readonly #storage: SyncStorage;
  readonly name: string;

  constructor(storage: SyncStorage, generation: number) {
    this.#storage = storage;
    this.name = `rows_${generation}`;
  }

  create(): void {
    this.#storage.all(
      `CREATE TABLE ${this.name} (key TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    );
  }

  drop(): void {
    this.#storage.all(`DROP TABLE ${this.name}`);
  }

  get(key: Key): Json | undefined {
    const text = this.getText(encodeKey(key));
    return text === undefined ? undefined : parseJson(text);
  }

  /** A row's JSON text by its encoded key. */
  getText(key: string): string | undefined {
    const sql = `SELECT row FROM ${this.name} WHERE key = ?`;
    return first<{ row: string }>(this.#storage, sql, key)?.row;
  }

  *scan(from: Key, to?: Key): Generator<Entry> {
    const end = to === undefined ? encodeEnd(from) : encodeKey(to);
    for (const run of this.#runs({ low: encodeKey(from), behind: "", end }, SCANNED_AT_ONCE)) {
      // To parse a thousand rows at once takes half as long.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is an array of rows
      const rows = parseJson(`[${run.map(({ row }) => row).join()}]`) as readonly Json[];
      for (const [i, { key }] of run.entries()) yield new StoredEntry(key, rows[i] ?? null);
    }
  }

  /** Rows as they are stored, in the order of their keys. */
  *between(bounds: KeyBounds): Generator<StoredRow> {
    for (const run of this.#runs(bounds, READ_AT_ONCE)) yield* run;
  }

  *#runs({ low, behind, end }: KeyBounds, length: number): Generator<readonly StoredRow[]> {
    // One lower bound: of two SQLite seeks to the first, and every page would read those before it again.
    const sql = `SELECT key, row FROM ${this.name}
      WHERE key >= max(?1, ?2) AND key <> ?2 AND key < ?3 ORDER BY key LIMIT ${length}`;
    for (let after: string | undefined = behind; after !== undefined;) {
      const rows: StoredRow[] = this.#storage.all<StoredRow>(sql, low, after, end);
      yield rows;
      after = rows.length === length ? rows.at(-1)?.key : undefined;
    }
  }

  /** How many of these encoded keys have a row. */
  count(keys: readonly string[]): number {
    const sql = `SELECT count(*) AS count FROM ${this.name} WHERE key IN (SELECT value FROM json_each(?))`;
    return jsonRuns(keys).reduce(
      (sum, run) => sum + (first<{ count: number }>(this.#storage, sql, run)?.count ?? 0),
      0,
    );
  }

  /** Writes rows by their encoded keys. */
  write(rows: readonly (readonly [key: string, row: Json])[]): void {
    const sql = `INSERT OR REPLACE INTO ${this.name} (key, row) SELECT value ->> 0, value -> 1 FROM json_each(?)`;
    for (const run of jsonRuns(rows)) this.#storage.all(sql, run);
  }

  /** Deletes rows by their encoded keys. */
  delete(keys: readonly string[]): void {
    const sql = `DELETE FROM ${this.name} WHERE key IN (SELECT value FROM json_each(?))`;
    for (const run of jsonRuns(keys)) this.#storage.all(sql, run);
  }
}
