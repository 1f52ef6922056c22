import type { DeadLetter } from "./view-rpc.ts";
import { first, type SyncStorage } from "./storage.ts";

const MAX_ERROR_CHARS = 1000;

/** The events that a projection could not take, by generation and position, each with its error. */
export class DeadLetters {
  readonly #storage: SyncStorage;

  constructor(storage: SyncStorage) {
    this.#storage = storage;
  }

  /** Keeps an event's position and error; one that is there already has failed once more. */
  add(generation: number, { position, error, failedAt }: Omit<DeadLetter, "tries">): void {
    this.#storage.all(
      `INSERT INTO dead_letters (generation, position, error, failed_at, tries) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET error = excluded.error, failed_at = excluded.failed_at, tries = tries + 1`,
      generation,
      position,
      error.slice(0, MAX_ERROR_CHARS),
      failedAt,
    );
  }

  remove(generation: number, position: number): void {
    const sql = "DELETE FROM dead_letters WHERE generation = ? AND position = ?";
    this.#storage.all(sql, generation, position);
  }

  has(generation: number, position: number): boolean {
    return this.list(generation, position - 1, 1)[0]?.position === position;
  }

  count(generation: number): number {
    const sql = "SELECT count(*) AS count FROM dead_letters WHERE generation = ?";
    return first<{ count: number }>(this.#storage, sql, generation)?.count ?? 0;
  }

  /** Positions, in order among those that were tried as often. */
  leastTried(generation: number, limit: number): number[] {
    const rows = this.#storage.all<{ position: number }>(
      "SELECT position FROM dead_letters WHERE generation = ? ORDER BY tries, position LIMIT ?",
      generation,
      limit,
    );
    return rows.map(({ position }) => position);
  }

  /** In the order of their positions, behind `after`. */
  list(generation: number, after: number, limit: number): DeadLetter[] {
    return this.#storage.all<DeadLetter>(
      `SELECT position, error, failed_at AS failedAt, tries FROM dead_letters
       WHERE generation = ? AND position > ? ORDER BY position LIMIT ?`,
      generation,
      after,
      limit,
    );
  }
}
