import type { Json } from "../../core/json.ts";
import { decodeKey, encodeEnd, encodeKey, type Key } from "../../core/key.ts";
import type { Rows } from "../../core/projection.ts";

/** The rows of a view in memory, in the order of their keys. */
export class MapRows implements Rows {
  readonly #rows = new Map<string, Json>();

  get(key: Key): Json | undefined {
    return this.#rows.get(encodeKey(key));
  }

  set(key: Key, row: Json): void {
    this.#rows.set(encodeKey(key), row);
  }

  delete(key: Key): void {
    this.#rows.delete(encodeKey(key));
  }

  *scan(from: Key, to?: Key): Generator<readonly [key: Key, row: Json]> {
    const low = Buffer.from(encodeKey(from));
    const high = Buffer.from(to ? encodeKey(to) : encodeEnd(from));
    const found = [...this.#rows]
      .map(([text, row]) => ({ text, row, bytes: Buffer.from(text) }))
      .filter(({ bytes }) => bytes.compare(low) >= 0 && bytes.compare(high) < 0);
    for (const { text, row } of found.toSorted((a, b) => a.bytes.compare(b.bytes)))
      yield [decodeKey(text), row];
  }
}
