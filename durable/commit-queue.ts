export type Settled<Result> = { readonly result: Result } | { readonly error: unknown };

interface Waiting<Command, Result> {
  readonly command: Command;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface CommitQueueOptions<Command, Result> {
  /** Carries out commands in one transaction, in order; one entry for each. */
  readonly commit: (commands: readonly Command[]) => readonly Settled<Result>[];
  /** Resolves when what was committed cannot be lost any more. */
  readonly durable: () => Promise<void>;
  /** Commands in one transaction, at most. */
  readonly maxBatch: number;
  /** Commands that wait, at most. */
  readonly maxWaiting: number;
}

/**
 * Commits commands that arrive together together: while one transaction becomes durable, the next
 * commands gather. The platform does not do so by itself (900 parallel appends made 902 commits).
 * A lone command waits for nobody.
 */
export class CommitQueue<Command, Result> {
  readonly #options: CommitQueueOptions<Command, Result>;
  #waiting: Waiting<Command, Result>[] = [];
  #running = false;

  constructor(options: CommitQueueOptions<Command, Result>) {
    this.#options = options;
  }

  /** Whether a further command would have to wait too long. */
  get full(): boolean {
    return this.#waiting.length >= this.#options.maxWaiting;
  }

  /** The result of a command, once it is durable. Rejects with what `commit` or `durable` threw. */
  submit(command: Command): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#options.maxBatch);
      try {
        const settled = this.#options.commit(batch.map(({ command }) => command));
        await this.#options.durable();
        for (const [i, { resolve, reject }] of batch.entries()) {
          const one = settled[i];
          if (one && "result" in one) resolve(one.result);
          else reject(one?.error);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = false;
  }
}
