import { first, type SyncStorage } from "./storage.ts";

/** A text that is due to go. */
export type Due = { readonly position: number; readonly stream: string; readonly revision: number };

/** Texts that are kept beside events for a while, so that what the log holds for ever need not hold them. */
export class KeptTexts {
  readonly #storage: SyncStorage;

  constructor(storage: SyncStorage) {
    this.#storage = storage;
  }

  /** `until` is RFC 3339 with milliseconds. */
  add(position: number, text: string, until: string): void {
    const sql = "INSERT INTO kept_texts (position, kept_until, text) VALUES (?, ?, ?)";
    this.#storage.all(sql, position, until, text);
  }

  remove(position: number): void {
    this.#storage.all("DELETE FROM kept_texts WHERE position = ?", position);
  }

  at(position: number): string | null {
    const sql = "SELECT text FROM kept_texts WHERE position = ?";
    return first<{ text: string }>(this.#storage, sql, position)?.text ?? null;
  }

  /** When the next one is due; `undefined`: none is kept. */
  nextEnd(): string | undefined {
    const sql = "SELECT kept_until AS until FROM kept_texts ORDER BY kept_until LIMIT 1";
    return first<{ until: string }>(this.#storage, sql)?.until;
  }

  due(now: string, limit: number): readonly Due[] {
    return this.#storage.all<Due>(
      `SELECT position, stream, revision FROM kept_texts JOIN events USING (position)
       WHERE kept_until <= ? ORDER BY kept_until LIMIT ?`,
      now,
      limit,
    );
  }
}
