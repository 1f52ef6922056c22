import type { Migration } from "./migrate.ts";

/** The tables of a view, but for `rows_<generation>`. Every column is explained in docs/storage.md. */
export const viewMigrations: readonly Migration[] = [
  [
    `CREATE TABLE view (
      number      INTEGER PRIMARY KEY CHECK (number = 1),
      generations INTEGER NOT NULL,
      failures    INTEGER NOT NULL,
      last_error  TEXT
    ) STRICT`,
    `CREATE TABLE generations (
      number     INTEGER PRIMARY KEY,
      role       TEXT    NOT NULL UNIQUE CHECK (role IN ('live', 'next', 'check')),
      version    INTEGER NOT NULL,
      position   INTEGER NOT NULL,
      rows       INTEGER NOT NULL,
      started_at TEXT    NOT NULL,
      stopped_at INTEGER,
      error      TEXT
    ) STRICT`,
    `CREATE TABLE dead_letters (
      generation INTEGER NOT NULL,
      position   INTEGER NOT NULL,
      error      TEXT    NOT NULL,
      failed_at  TEXT    NOT NULL,
      tries      INTEGER NOT NULL,
      PRIMARY KEY (generation, position)
    ) STRICT, WITHOUT ROWID`,
  ],
];
