import type { Migration } from "./migrate.ts";

/** The table of the producer. Every column is explained in docs/storage.md. */
export const producerMigrations: readonly Migration[] = [
  [
    `CREATE TABLE run (
      number     INTEGER PRIMARY KEY CHECK (number = 1),
      every_ms   INTEGER NOT NULL,
      ends_ms    INTEGER NOT NULL,
      due_ms     INTEGER,
      sent       INTEGER NOT NULL,
      last_error TEXT,
      next_event TEXT    NOT NULL
    ) STRICT`,
  ],
];
