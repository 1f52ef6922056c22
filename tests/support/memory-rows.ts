import type { Json } from "../../core/json.ts";
import { encodeEnd, encodeKey, type Key } from "../../core/key.ts";
import type { Entry, ReadableRows, Rows } from "../../core/projection.ts";

/** The rows of a view in memory, walked in the order in which SQLite would walk them. */
export class MemoryRows implements Rows, ReadableRows {
  readonly #rows = new Map<string, readonly [Key, Json]>();
  /** The keys as text, in order; `undefined` once a key has come or gone. */
  #order: string[] | undefined;

  get(key: Key): Json | undefined {
    return this.#rows.get(encodeKey(key))?.[1];
  }

  set(key: Key, row: Json): void {
    const text = encodeKey(key);
    if (!this.#rows.has(text)) this.#order = undefined;
    this.#rows.set(text, [key, row]);
  }

  delete(key: Key): void {
    if (this.#rows.delete(encodeKey(key))) this.#order = undefined;
  }

  *scan(from: Key, to?: Key): Generator<Entry> {
    this.#order ??= [...this.#rows.keys()].toSorted(byCodePoint);
    const end = to ? encodeKey(to) : encodeEnd(from);
    for (let at = firstFrom(this.#order, encodeKey(from)); ; at += 1) {
      const text = this.#order[at];
      if (text === undefined || byCodePoint(text, end) >= 0) return;
      const entry = this.#rows.get(text);
      if (entry) yield { key: entry[0], row: entry[1] };
    }
  }

  /** All of them, in order. */
  entries(): (readonly [Key, Json])[] {
    return [...this.#rows].toSorted(([a], [b]) => byCodePoint(a, b)).map(([, entry]) => entry);
  }
}

/** The order of SQLite's texts, which is that of UTF-8: JavaScript has surrogates before U+E000. */
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function firstFrom(order: readonly string[], text: string): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCodePoint(order[middle] ?? "", text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
