import type { RecordedEvent } from "../core/event.ts";
import { EVENT_SHAPE } from "../core/event-shape.ts";
import { parseJson } from "../core/json.ts";
import type { Role } from "./generations.ts";
import type { Slice, SliceRequest } from "./log-rpc.ts";
import type { ViewStore } from "./view-store.ts";

export type ReadLog = (request: SliceRequest) => Promise<Slice>;

/** The log, as the view of one projection sees it. */
export interface ViewLog {
  readonly slice: ReadLog;
  /** From now on the log pokes the view. */
  readonly attach: () => Promise<void>;
}

/**
 * Of one call of `build`, in milliseconds. The platform gives an event of an object 30 s of CPU; the next alarm
 * goes on.
 */
const MAX_BUILD_MS = 10_000;
/** Events that are taken in one turn of the object: questions wait for no more of them. */
const MAX_EVENTS = 1000;

const EVENTS = {
  by: "position",
  direction: "forward",
  limit: MAX_EVENTS,
  shape: EVENT_SHAPE,
  separator: ",",
} as const;

/** The event at a position. */
export async function readEvent(readLog: ReadLog, position: number): Promise<RecordedEvent> {
  const slice = await readLog({ ...EVENTS, after: position - 1, before: position + 1 });
  const [event] = eventsIn(slice);
  if (!event) throw new Error(`The log has no event at position ${position}`);
  return event;
}

function eventsIn({ text }: Slice): RecordedEvent[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape makes recorded events
  return parseJson(`[${text}]`) as unknown as RecordedEvent[];
}

/** Folds the log into the generations of a view, step by step. A step reads, and then takes in one turn. */
export class ViewFold {
  readonly #store: ViewStore;
  readonly #log: ViewLog;
  readonly #now: () => string;
  #running: Promise<void> | undefined;
  #following: Promise<void> | undefined;
  #building: Promise<void> | undefined;
  #head = 0;

  constructor(store: ViewStore, log: ViewLog, now: () => string) {
    this.#store = store;
    this.#log = log;
    this.#now = now;
  }

  /** Of the log, when it was asked last; 0 before. */
  get head(): number {
    return this.#head;
  }

  /**
   * Brings the live generation to the head as it is after this call. Who asks while the log is being asked
   * shares the next question: the answer to the one on its way may be older than what the caller wrote.
   */
  catchUp(): Promise<void> {
    this.#following ??= this.#afterRunning();
    return this.#following;
  }

  async #afterRunning(): Promise<void> {
    await this.#running?.catch(() => undefined);
    this.#running = this.#following;
    this.#following = undefined;
    await this.#recorded(async () => {
      while (this.#store.answering() && !(await this.step("live"))) continue;
    });
  }

  /** Builds the next generation, to its end or for MAX_BUILD_MS. Whoever asks for it shares the work. */
  build(): Promise<void> {
    this.#building ??= this.#build().finally(() => (this.#building = undefined));
    return this.#building;
  }

  #build(): Promise<void> {
    return this.#recorded(async () => {
      if (this.#store.hasWork()) await this.#log.attach();
      const began = Date.parse(this.#now());
      while (this.#store.hasWork() && Date.parse(this.#now()) - began < MAX_BUILD_MS) {
        const atHead = await this.step("next");
        if (atHead) this.#store.promote();
      }
    });
  }

  /** Whoever asks for the view is told what goes wrong, until something goes well. */
  async #recorded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#store.succeed();
    } catch (error) {
      this.#store.fail(error);
      throw error;
    }
  }

  /** Takes what comes next in a generation; whether it has come to the head, or to `until`. */
  async step(role: Role, until = Number.MAX_SAFE_INTEGER - 1): Promise<boolean> {
    const generation = this.#store.generations.get(role);
    if (!generation) return true;
    const slice = await this.#log.slice({
      ...EVENTS,
      after: generation.position,
      before: until + 1,
      category: this.#store.projection.categories,
    });
    const { next, end } = slice;
    this.#head = end;
    const events = eventsIn(slice);
    const reached = Math.max(generation.position, next ?? Math.min(end, until));
    if (reached > generation.position)
      this.#store.take(generation, { events, reached }, this.#now());
    // Another generation may have come into this role meanwhile.
    const position = this.#store.generations.get(role)?.position ?? until;
    return position >= Math.min(end, until);
  }
}
