import type { Clock } from "../../client/clock.ts";

interface Planned {
  readonly at: number;
  readonly run: () => void;
}

/** Time that goes on only when it is told to. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 31, 12);
  readonly #planned = new Set<Planned>();

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const planned = { at: this.#now + ms, run };
    this.#planned.add(planned);
    return () => void this.#planned.delete(planned);
  }

  /** Milliseconds until each of the things that are planned. */
  waits(): number[] {
    return Array.from(this.#planned, ({ at }) => at - this.#now).toSorted((a, b) => a - b);
  }

  pass(ms: number): void {
    this.#now += ms;
    for (const planned of this.#planned)
      if (planned.at <= this.#now) {
        this.#planned.delete(planned);
        planned.run();
      }
  }
}
