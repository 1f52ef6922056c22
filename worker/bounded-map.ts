/**
 * Remembers values by key, the last used ones, as long as they weigh no more than `maxWeight` together. An
 * isolate has 128 MB for all that it does.
 */
export class BoundedMap<Value> {
  readonly #maxWeight: number;
  readonly #weightOf: (value: Value) => number;
  /** The least recently used first. */
  readonly #entries = new Map<string, Entry<Value>>();
  #weight = 0;

  constructor(maxWeight: number, weightOf: (value: Value) => number) {
    this.#maxWeight = maxWeight;
    this.#weightOf = weightOf;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const weight = this.#weightOf(value);
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#maxWeight || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }
}

interface Entry<Value> {
  readonly value: Value;
  readonly weight: number;
}
