/** A value that SQLite stores for us. Booleans and BigInts are left out: workerd binds the one as text and refuses the other. */
export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;

/**
 * The storage under a store. Nothing here returns a promise, and that is why an append cannot race:
 * between the first read and the commit no other code runs.
 */
export interface SyncStorage {
  /** Runs one statement and gives all its rows. At most 100 parameters. */
  all<Row extends SqlRow = SqlRow>(sql: string, ...params: SqlValue[]): Row[];
  /** Runs `work` in a transaction, which a throw rolls back. May be nested. */
  transaction<T>(work: () => T): T;
  /** Bytes that the database takes. */
  size(): number;
}

/** The first row of a statement, if it has one. */
export function first<Row extends SqlRow>(
  storage: SyncStorage,
  sql: string,
  ...params: SqlValue[]
): Row | undefined {
  return storage.all<Row>(sql, ...params)[0];
}
