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
  /** Called when commands have been carried out and their results given. */
  readonly committed: () => void;
  /** What a command weighs, in a unit that the two bounds share. */
  readonly sizeOf: (command: Command) => number;
  /** In one transaction; a single command may be larger. */
  readonly maxBatch: number;
  /** That waits. */
  readonly maxWaiting: number;
}

/**
 * Commits commands that arrive together together: while one transaction becomes durable, the next
 * commands gather. The platform does not do so by itself (900 parallel appends made 902 commits).
 * A lone command waits for nobody.
 */
export class CommitQueue<Command, Result> {
  readonly #options: CommitQueueOptions<Command, Result>;
  readonly #waiting: Waiting<Command, Result>[] = [];
  #waitingSize = 0;
  #running = false;

  constructor(options: CommitQueueOptions<Command, Result>) {
    this.#options = options;
  }

  /** Whether there is no room for a command before others have been committed. */
  isFullFor(command: Command): boolean {
    const { sizeOf, maxWaiting } = this.#options;
    return this.#waitingSize > 0 && this.#waitingSize + sizeOf(command) > maxWaiting;
  }

  /** The result of a command, once it is durable. Rejects with what `commit` or `durable` threw. */
  submit(command: Command): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject });
      this.#waitingSize += this.#options.sizeOf(command);
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        const settled = this.#options.commit(batch.map(({ command }) => command));
        await this.#options.durable();
        for (const [i, { resolve, reject }] of batch.entries()) {
          const one = settled[i];
          if (one && "result" in one) resolve(one.result);
          else reject(one?.error);
        }
        this.#options.committed();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = false;
  }

  #nextBatch(): Waiting<Command, Result>[] {
    const { sizeOf, maxBatch } = this.#options;
    let [count, size] = [0, 0];
    for (const { command } of this.#waiting) {
      if (count > 0 && size + sizeOf(command) > maxBatch) break;
      count += 1;
      size += sizeOf(command);
    }
    this.#waitingSize -= size;
    return this.#waiting.splice(0, count);
  }
}
