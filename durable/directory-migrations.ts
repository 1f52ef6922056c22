import type { Migration } from "./migrate.ts";

/** The table of the directory. Every column is explained in docs/storage.md. */
export const directoryMigrations: readonly Migration[] = [
  [
    `CREATE TABLE keys (
      id         TEXT    PRIMARY KEY,
      hash       TEXT    NOT NULL,
      name       TEXT    NOT NULL,
      kind       TEXT    NOT NULL,
      scope      TEXT    NOT NULL,
      per_minute INTEGER NOT NULL,
      created_at TEXT    NOT NULL,
      expires_at TEXT,
      revoked_at TEXT,
      replaces   TEXT,
      family     TEXT    NOT NULL,
      lasts_ms   INTEGER
    ) STRICT, WITHOUT ROWID`,
  ],
];
