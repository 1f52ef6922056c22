import type { SqlRow, SqlValue, SyncStorage } from "./storage.ts";

/** The storage of a Durable Object. */
export class DurableStorage implements SyncStorage {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  all<Row extends SqlRow = SqlRow>(sql: string, ...params: SqlValue[]): Row[] {
    // Cursors do not survive an await, so none leaves this method.
    return this.#storage.sql.exec<Row>(sql, ...params).toArray();
  }

  transaction<T>(work: () => T): T {
    return this.#storage.transactionSync(work);
  }

  size(): number {
    return this.#storage.sql.databaseSize;
  }
}
