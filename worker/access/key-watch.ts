import { ProblemError } from "../problem-error.ts";
import type { RouteContext } from "../route.ts";
import { callerOf } from "./key-owner.ts";

/** How often a live answer looks whether its key still holds. */
const CHECK_MS = 600;
/** So old may be what it looks at, so that subscriptions with one key share it. With CHECK_MS less than a second. */
const FRESH_MS = 200;

/** Looks, for as long as an answer goes on, whether the key by which it was asked for still holds. */
export class KeyWatch {
  readonly #c: RouteContext;
  readonly #id: string | undefined;
  #checkedAt = Date.now();

  constructor(c: RouteContext) {
    this.#c = c;
    this.#id = c.get("caller").key?.id;
  }

  /** How long nobody need look; milliseconds. */
  get patienceMs(): number {
    return this.#id === undefined ? Infinity : CHECK_MS;
  }

  /** Looks if it is time. What cannot be known ends the answer as well: whoever asks again is told why. */
  async holds(): Promise<boolean> {
    const now = Date.now();
    if (this.#id === undefined || now - this.#checkedAt < CHECK_MS) return true;
    this.#checkedAt = now;
    try {
      await callerOf(this.#c, this.#id, FRESH_MS);
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) console.error(error);
      return false;
    }
  }
}
