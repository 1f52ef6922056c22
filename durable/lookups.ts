import { lastWhere } from "./bisect.ts";
import { first, type SyncStorage } from "./storage.ts";

// Positions, revisions and `recorded_at` all grow together, so one search by halves finds a moment
// in the log or in a stream. It saves an index, and with it a row written for each event.

type HeadEvent = { position: number; recordedAt: string };

/** The last event of the log; position 0 if there is none. */
export function headOf(storage: SyncStorage): HeadEvent {
  const row = first<HeadEvent>(
    storage,
    "SELECT position, recorded_at AS recordedAt FROM events ORDER BY position DESC LIMIT 1",
  );
  return row ?? { position: 0, recordedAt: "" };
}

export type Stand = HeadEvent & { revision: number };

/** The head of the log and the revision of one of its streams, by one question. */
export function standOf(storage: SyncStorage, stream: string): Stand {
  const row = first<Stand>(
    storage,
    `SELECT position, recorded_at AS recordedAt,
       ifnull((SELECT max(revision) FROM events WHERE stream = ?), 0) AS revision
     FROM events ORDER BY position DESC LIMIT 1`,
    stream,
  );
  return row ?? { position: 0, recordedAt: "", revision: 0 };
}

/** The stream's revision, 0 if there is no such stream. */
export function revisionOf(storage: SyncStorage, stream: string): number {
  const sql = "SELECT max(revision) AS revision FROM events WHERE stream = ?";
  return first<{ revision: number | null }>(storage, sql, stream)?.revision ?? 0;
}

/** The last position recorded at a time or before it; 0 if there is none. `time` as in `recorded_at`. */
export function positionAt(storage: SyncStorage, time: string): number {
  const sql = "SELECT recorded_at <= ? AS holds FROM events WHERE position = ?";
  return lastWhere(1, headOf(storage).position, (position) => holds(storage, sql, time, position));
}

/** The last position recorded before a time; 0 if there is none. `time` as in `recorded_at`. */
export function positionBefore(storage: SyncStorage, time: string): number {
  const sql = "SELECT recorded_at < ? AS holds FROM events WHERE position = ?";
  return lastWhere(1, headOf(storage).position, (position) => holds(storage, sql, time, position));
}

/** The stream's last revision at a position or before it; 0 if there is none. */
export function revisionAt(storage: SyncStorage, stream: string, position: number): number {
  const sql = "SELECT position <= ? AS holds FROM events WHERE stream = ? AND revision = ?";
  const last = revisionOf(storage, stream);
  return lastWhere(1, last, (revision) => holds(storage, sql, position, stream, revision));
}

/** The position of an event of a stream that is known to exist. */
export function positionOf(storage: SyncStorage, stream: string, revision: number): number {
  const sql = "SELECT position FROM events WHERE stream = ? AND revision = ?";
  const row = first<{ position: number }>(storage, sql, stream, revision);
  if (!row) throw new Error(`${stream} has no revision ${revision}`);
  return row.position;
}

function holds(storage: SyncStorage, sql: string, ...params: (string | number)[]): boolean {
  return first<{ holds: number }>(storage, sql, ...params)?.holds === 1;
}
