import type { RequestOptions } from "../client/foldlog.ts";
import { Refused } from "../client/send-with-retries.ts";

const BUSY_PAUSE_MS = 500;
const QUIET_PAUSE_MS = 5000;

/** Whether a question that failed so may be answered when it is asked again. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof Refused) || error.status >= 500;
}

interface Question<Answer> {
  readonly ask: (request: RequestOptions) => Promise<Answer>;
  /** Whether what was answered changes by itself, and is to be asked again soon. */
  readonly isGoingOn: (answer: Answer) => boolean;
}

/** An answer that is asked for again and again, for as long as somebody can see the page. */
export class Polled<Answer> {
  /** The last one, also while the server does not answer. */
  answer = $state.raw<Answer>();
  /** Why the last question has no answer. */
  error = $state.raw<unknown>();

  readonly #question: Question<Answer>;
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  /** Whether the question is one that will not be answered. */
  #isVain = false;
  /** Whether it was asked for anew while it was asked: then it may be another one by now. */
  #isOutdated = false;
  #askedAt = 0;
  /** Between the last question and the next one. */
  #pauseMs = QUIET_PAUSE_MS;
  /** Moves when an answer comes from elsewhere: one to an older question is not newer. */
  #turn = 0;

  constructor(question: Question<Answer>) {
    this.#question = question;
    const { signal } = this.#stop;
    document.addEventListener("visibilitychange", () => this.soon(), { signal });
    void this.now();
  }

  async now(): Promise<void> {
    if (this.#asking) {
      this.#isOutdated = true;
      return this.soon();
    }
    clearTimeout(this.#timer);
    this.#asking = true;
    [this.#askedAt, this.#pauseMs] = [performance.now(), QUIET_PAUSE_MS];
    await this.#ask();
    this.#asking = false;
    this.#wait();
  }

  /** Asks as soon as a busy time allows. */
  soon(): void {
    this.#pauseMs = BUSY_PAUSE_MS;
    if (!this.#asking) this.#wait();
  }

  /** An answer that came with something else, and may soon be another. */
  take(answer: Answer): void {
    this.#turn += 1;
    [this.answer, this.error] = [answer, undefined];
    this.soon();
  }

  close(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const turn = this.#turn;
    [this.#isVain, this.#isOutdated] = [false, false];
    try {
      const answer = await this.#question.ask({ signal: this.#stop.signal, tries: 1 });
      if (turn !== this.#turn) return;
      [this.answer, this.error] = [answer, undefined];
      if (this.#question.isGoingOn(answer)) this.#pauseMs = BUSY_PAUSE_MS;
    } catch (error) {
      if (turn === this.#turn) this.error = error;
      this.#isVain = !mayPass(error) && !this.#isOutdated;
    }
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#isVain || this.#stop.signal.aborted) return;
    if (document.visibilityState === "hidden") return;
    const due = this.#askedAt + this.#pauseMs - performance.now();
    this.#timer = setTimeout(() => void this.now(), Math.max(0, due));
  }
}
