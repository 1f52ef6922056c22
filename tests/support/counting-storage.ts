import { DurableStorage } from "../../durable/durable-storage.ts";
import type { SqlRow, SqlValue } from "../../durable/storage.ts";

/** Counts the rows that SQLite looks at, which is what a Durable Object is billed for. */
export class CountingStorage extends DurableStorage {
  rowsRead = 0;
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    super(storage);
    this.#sql = storage.sql;
  }

  override all<Row extends SqlRow = SqlRow>(sql: string, ...params: SqlValue[]): Row[] {
    const cursor = this.#sql.exec<Row>(sql, ...params);
    const rows = cursor.toArray();
    this.rowsRead += cursor.rowsRead;
    return rows;
  }
}
