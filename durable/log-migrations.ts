import type { Migration } from "./migrate.ts";

/** The tables of a log. Every column is explained in docs/storage.md. */
export const logMigrations: readonly Migration[] = [
  [
    `CREATE TABLE events (
      position    INTEGER PRIMARY KEY,
      stream      TEXT    NOT NULL,
      revision    INTEGER NOT NULL,
      type        TEXT    NOT NULL,
      source      TEXT    NOT NULL,
      id          TEXT    NOT NULL,
      occurred_at TEXT,
      recorded_at TEXT    NOT NULL,
      data        TEXT    NOT NULL,
      metadata    TEXT
    ) STRICT`,
    `CREATE UNIQUE INDEX events_by_stream ON events (stream, revision)`,
    `CREATE UNIQUE INDEX events_by_identity ON events (source, id)`,
    `CREATE TABLE tallies (
      category       TEXT    NOT NULL,
      type           TEXT    NOT NULL,
      events         INTEGER NOT NULL,
      streams        INTEGER NOT NULL,
      first_position INTEGER NOT NULL,
      last_position  INTEGER NOT NULL,
      PRIMARY KEY (category, type)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE checkpoints (
      stream   TEXT    NOT NULL,
      version  INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      state    TEXT    NOT NULL,
      PRIMARY KEY (stream, version, revision)
    ) STRICT, WITHOUT ROWID`,
  ],
  [`CREATE TABLE views (projection TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`],
  [
    `CREATE TABLE kept_texts (
      position   INTEGER PRIMARY KEY,
      kept_until TEXT    NOT NULL,
      text       TEXT    NOT NULL
    ) STRICT`,
    `CREATE INDEX kept_texts_by_end ON kept_texts (kept_until)`,
  ],
];
