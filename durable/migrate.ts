import { first, type SyncStorage } from "./storage.ts";

/** The statements that lead from one version of the tables to the next. Never edited once released: add another. */
export type Migration = readonly string[];

const CREATE = `CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT`;

/**
 * Brings the tables up to date; `migrations[n - 1]` leads to version n. Writes nothing when they are.
 * `PRAGMA user_version` would do the same, but Durable Objects forbid it.
 */
export function migrate(storage: SyncStorage, migrations: readonly Migration[], now: string): void {
  const version = appliedVersion(storage);
  if (version > migrations.length)
    throw new Error(
      `The data has version ${version}, this program knows ${migrations.length}: run the newer program again.`,
    );
  if (version === migrations.length) return;
  storage.transaction(() => {
    storage.all(CREATE);
    for (const [i, statements] of migrations.entries()) {
      if (i < version) continue;
      for (const statement of statements) storage.all(statement);
      storage.all("INSERT INTO migrations (version, applied_at) VALUES (?, ?)", i + 1, now);
    }
  });
}

function appliedVersion(storage: SyncStorage): number {
  const exists = first(storage, "SELECT 1 FROM sqlite_master WHERE name = 'migrations'");
  if (!exists) return 0;
  const row = first<{ version: number | null }>(
    storage,
    "SELECT max(version) AS version FROM migrations",
  );
  return row?.version ?? 0;
}
