import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { SqlRow, SqlValue, SyncStorage } from "../../durable/storage.ts";

/** The storage port on Node's SQLite, in memory. */
export class NodeStorage implements SyncStorage {
  readonly #database = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  all<Row extends SqlRow = SqlRow>(sql: string, ...params: SqlValue[]): Row[] {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows its columns
    return statement.all(...params) as Row[];
  }

  transaction<T>(work: () => T): T {
    const name = `t${this.#depth}`;
    this.#database.exec(`SAVEPOINT ${name}`);
    this.#depth += 1;
    try {
      const result = work();
      this.#database.exec(`RELEASE ${name}`);
      return result;
    } catch (error) {
      this.#database.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  size(): number {
    return (
      this.all<{ bytes: number }>(
        "SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size",
      )[0]?.bytes ?? 0
    );
  }
}
