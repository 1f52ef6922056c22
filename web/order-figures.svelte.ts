import { pause } from "../client/send-with-retries.ts";
import type { LiveStatus } from "../client/subscribe.ts";
import { ORDER_CATEGORY } from "../systems/orders/events.ts";
import { connection } from "./connection.svelte.ts";
import { foldlog } from "./foldlog.ts";
import type { Question } from "./order-question.ts";
import { failureIn, isOnItsWay, readFigures, type Figures } from "./read-figures.ts";

/** How far a view is that cannot answer yet. */
interface Progress {
  readonly position: number;
  /** Of the log. */
  readonly head: number;
  /** At an event that its projection does not survive. */
  readonly hasStopped: boolean;
}

/** What GET /v1/views/orders tells, as far as it matters here. */
interface ViewStatus {
  readonly head: number;
  readonly position: number;
  readonly building: { readonly position: number; readonly stopped: object | null } | null;
}

/** Between two reads because of new events, and between two looks at a view on its way. */
const READ_EVERY_MS = 2000;
const LOOK_EVERY_MS = 500;
/** What comes together is read together. */
const SOON_MS = 200;

/**
 * The figures of a question, read again when order events come. What is shown stays until
 * what was read after it is whole.
 */
export class OrderFigures {
  figures = $state.raw<Figures>();
  error = $state.raw<unknown>();
  /** While the view is on its way. */
  progress = $state.raw<Progress>();
  /** Whether another question than that of `figures` is being asked. */
  asking = $state(false);

  readonly #closed = new AbortController();
  #question: Question | undefined;
  #reading = new AbortController();
  #isReading = false;
  #readAt = 0;
  /** The position of the newest event that the figures must have. */
  #newest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    void this.#follow();
  }

  /** Gives up what was asked before. `undefined` asks for nothing: what is in the address is wrong. */
  ask(question: Question | undefined): void {
    this.#question = question;
    this.asking = question !== undefined;
    this.#giveUp();
    this.error = this.progress = undefined;
    if (question) void this.#read(question, this.#reading.signal);
  }

  /** Reads the same again. */
  retry(): void {
    this.ask(this.#question);
  }

  close(): void {
    this.#closed.abort();
    this.#giveUp();
  }

  #giveUp(): void {
    this.#reading.abort();
    this.#reading = new AbortController();
    this.#isReading = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #read(question: Question, signal: AbortSignal): Promise<void> {
    this.#isReading = true;
    try {
      const figures = await this.#patiently(question, signal);
      if (signal.aborted) return;
      this.#take(figures);
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
    }
    this.#readAt = Date.now();
    this.asking = this.#isReading = false;
    this.progress = undefined;
  }

  /** What lacks a part does not take the place of what is whole. */
  #take(figures: Figures): void {
    const isWhole = this.figures?.question === figures.question && !failureIn(this.figures);
    this.error = isWhole ? failureIn(figures) : undefined;
    if (this.error !== undefined) return;
    this.figures = figures;
    connection.reached(figures.newest);
  }

  /** Waits for a view on its way, unless it has stopped. */
  async #patiently(question: Question, signal: AbortSignal): Promise<Figures> {
    for (;;) {
      const answered = new AbortController();
      void this.#watch(AbortSignal.any([signal, answered.signal]));
      try {
        return await readFigures(question, signal);
      } catch (error) {
        // A view that is built may also be too busy to answer in time.
        const mayCome = isOnItsWay(error) || this.progress !== undefined;
        const view = mayCome ? await readProgress(signal) : undefined;
        if (!view || view.hasStopped) throw error;
        this.progress = view;
        await pause(LOOK_EVERY_MS, signal);
      } finally {
        answered.abort();
      }
    }
  }

  /** Shows how far the view is that lets a question wait, until it is answered. */
  async #watch(signal: AbortSignal): Promise<void> {
    for (;;) {
      await pause(LOOK_EVERY_MS, signal);
      const view = await readProgress(signal);
      if (signal.aborted) return;
      this.progress = view && view.position < view.head ? view : undefined;
    }
  }

  async #follow(): Promise<void> {
    const { signal } = this.#closed;
    const onStatus = (status: LiveStatus) => {
      connection.take(status);
      if (status.state === "live") this.#passed(status.head);
    };
    const filter = { category: ORDER_CATEGORY, after: "now", signal, onStatus } as const;
    try {
      for await (const { position } of foldlog.subscribe(filter)) this.#passed(position);
    } catch (error) {
      if (!signal.aborted) this.error = error;
    }
  }

  #passed(position: number): void {
    connection.reached(position);
    this.#newest = Math.max(this.#newest, position);
    this.#readSoon();
  }

  /** Reads again if what is shown is older than the newest event, or could not be read. */
  #readSoon(): void {
    if (this.#isUpToDate() || this.#timer !== undefined) return;
    const waitMs = Math.max(SOON_MS, this.#readAt + READ_EVERY_MS - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isReading || document.visibilityState === "hidden") this.#readSoon();
      else if (this.#question && !this.#isUpToDate())
        void this.#read(this.#question, this.#reading.signal);
    }, waitMs);
  }

  #isUpToDate(): boolean {
    const { figures, error } = this;
    if (!figures || error !== undefined || figures.question !== this.#question) return false;
    return figures.oldest >= this.#newest && failureIn(figures) === undefined;
  }
}

/** How far the view is, if it tells. */
async function readProgress(signal: AbortSignal): Promise<Progress | undefined> {
  const request = { signal, tries: 1 };
  const reading = foldlog.get<ViewStatus>("/v1/views/orders", {}, request);
  const view = await reading.catch(() => undefined);
  if (!view) return undefined;
  const { position } = view.building ?? view;
  return { position, head: view.head, hasStopped: Boolean(view.building?.stopped) };
}
