import { parseJson, type Json } from "../core/json.ts";
import { encodeKey, type Key } from "../core/key.ts";
import type { Rows } from "../core/projection.ts";
import type { RowTable } from "./row-table.ts";

/** JSON text of a row, in UTF-16 units. */
const MAX_ROW_CHARS = 500_000;
/** Of all rows that one buffer reads and sets. As values they take three times as much of an object's 128 MB. */
const MAX_CHARS = 8_000_000;

/** A row as a value and as JSON text; `undefined`: there is none. */
type Buffered = { readonly row: Json; readonly text: string } | undefined;

/**
 * The rows of a table, as a batch of events changes them: each is read once, and only what has changed
 * is written, at the end. What one event changes is kept or forgotten as a whole.
 */
export class RowBuffer implements Rows {
  readonly #table: RowTable;
  /** As they stand in the table. */
  readonly #stored = new Map<string, Buffered>();
  /** As the events that were kept left them. */
  readonly #kept = new Map<string, Buffered>();
  /** As the event that is being taken left them. */
  readonly #changed = new Map<string, Buffered>();
  #chars = 0;

  constructor(table: RowTable) {
    this.#table = table;
  }

  /** Whether it should be flushed before more events are taken. */
  isFull(): boolean {
    return this.#chars >= MAX_CHARS;
  }

  get(key: Key): Json | undefined {
    return this.#find(encodeKey(key))?.row;
  }

  set(key: Key, row: Json): void {
    const text = JSON.stringify(row);
    if (text.length > MAX_ROW_CHARS)
      throw new Error(`A row of ${text.length} characters is too long: ${JSON.stringify(key)}`);
    this.#chars += text.length;
    this.#changed.set(encodeKey(key), { row, text });
  }

  delete(key: Key): void {
    this.#changed.set(encodeKey(key), undefined);
  }

  /** Keeps what changed since the last call of this or of `forget`. */
  keep(): void {
    for (const [key, row] of this.#changed) this.#kept.set(key, row);
    this.#changed.clear();
  }

  forget(): void {
    this.#changed.clear();
  }

  /** Writes what has been kept; gives by how many the rows of the table are more. */
  flush(): number {
    const [written, deleted]: [[string, Json][], string[]] = [[], []];
    const unread = [...this.#kept.keys()].filter((key) => !this.#stored.has(key));
    let more = -this.#table.count(unread);
    for (const [key, now] of this.#kept) {
      const before = this.#stored.get(key);
      if (this.#stored.has(key) && now?.text === before?.text) continue;
      if (now) written.push([key, now.row]);
      else deleted.push(key);
      more += Number(now !== undefined) - Number(before !== undefined);
    }
    this.#table.write(written);
    this.#table.delete(deleted);
    return more;
  }

  #find(key: string): Buffered {
    if (this.#changed.has(key)) return this.#changed.get(key);
    return this.#kept.has(key) ? this.#kept.get(key) : this.#load(key);
  }

  #load(key: string): Buffered {
    if (this.#stored.has(key)) return this.#stored.get(key);
    const text = this.#table.getText(key);
    const stored = text === undefined ? undefined : { row: parseJson(text), text };
    this.#chars += text?.length ?? 0;
    this.#stored.set(key, stored);
    return stored;
  }
}
