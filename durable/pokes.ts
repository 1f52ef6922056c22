import type { SyncStorage } from "./storage.ts";

interface Pokeable {
  poke(): Promise<void>;
}

interface PokesOptions {
  readonly storage: SyncStorage;
  /** The projections that there are. One that was renamed has left its old name in storage. */
  readonly projections: readonly string[];
  /** The view of a projection. An exception breaks a stub, so each poke takes a new one. */
  readonly viewOf: (projection: string) => Pokeable;
  /** Milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
}

/** From one poke of a view to the next. */
const POKE_EVERY_MS = 100;

/**
 * Tells the views that the log has grown. A poke is a hint that may be lost, since a view that is asked
 * looks for itself: there is one on its way to a view at most, and the next follows a pause behind it.
 */
export class Pokes {
  readonly #options: PokesOptions;
  readonly #attached: Set<string>;
  /** Views that are being poked, or were a moment ago; `true`: the log has grown since. */
  readonly #poked = new Map<string, boolean>();

  constructor(options: PokesOptions) {
    this.#options = options;
    const rows = options.storage.all<{ projection: string }>("SELECT projection FROM views");
    const names = rows.map(({ projection }) => projection);
    this.#attached = new Set(names.filter((name) => options.projections.includes(name)));
  }

  /** From now on the view of a projection is poked. */
  attach(projection: string): void {
    this.#attached.add(projection);
    this.#options.storage.all("INSERT OR IGNORE INTO views (projection) VALUES (?)", projection);
  }

  detach(projection: string): void {
    this.#attached.delete(projection);
    this.#options.storage.all("DELETE FROM views WHERE projection = ?", projection);
  }

  /** The log has grown. */
  wake(): void {
    for (const projection of this.#attached)
      if (this.#poked.has(projection)) this.#poked.set(projection, true);
      else void this.#poke(projection);
  }

  async #poke(projection: string): Promise<void> {
    do {
      this.#poked.set(projection, false);
      await Promise.all([this.#send(projection), this.#options.pause(POKE_EVERY_MS)]);
    } while (this.#poked.get(projection) === true && this.#attached.has(projection));
    this.#poked.delete(projection);
  }

  async #send(projection: string): Promise<void> {
    try {
      await this.#options.viewOf(projection).poke();
    } catch (error) {
      console.error(error);
    }
  }
}
