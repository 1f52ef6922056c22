import type { CheckRequest } from "./directory-rpc.ts";

interface Spent {
  readonly minute: number;
  readonly requests: number;
}

/**
 * How many requests each key has made in the current minute. In memory only: a count is worth less than the
 * write that would keep it, and what is lost in a restart of the object is a minute's.
 */
export class SpentRequests {
  readonly #byKey = new Map<string, Spent>();

  /** Adds to a minute, and gives what it has come to. A minute that is over counts no more. */
  add({ id, minute, spent }: CheckRequest): number {
    const before = this.#byKey.get(id);
    if (before && before.minute > minute) return spent;
    const requests = spent + (before?.minute === minute ? before.requests : 0);
    this.#byKey.set(id, { minute, requests });
    return requests;
  }
}
