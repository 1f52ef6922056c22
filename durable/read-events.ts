import { EVENT_SHAPE } from "../core/event-shape.ts";
import { shapeSql, SIZE_SQL } from "./event-shape.ts";
import { MAX_TEXT_BYTES } from "./event-slice.ts";
import type { EventsAt } from "./log-rpc.ts";
import { first, type SyncStorage } from "./storage.ts";

/** The events at these positions, in order: as many of the first as make a text of MAX_TEXT_BYTES at most, or one. */
export function readEvents(storage: SyncStorage, positions: readonly number[]): EventsAt {
  const sizes = storage.all<{ position: number; bytes: number }>(
    `SELECT position, ${SIZE_SQL} AS bytes FROM events
     WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position`,
    JSON.stringify(positions),
  );
  let bytes = 0;
  const read = sizes.filter((event, i) => (bytes += event.bytes) <= MAX_TEXT_BYTES || i === 0);
  const row = first<{ text: string | null }>(
    storage,
    `SELECT group_concat(text, ',') AS text FROM (
       SELECT ${shapeSql(EVENT_SHAPE)} AS text FROM events
       WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position)`,
    JSON.stringify(read.map(({ position }) => position)),
  );
  return { text: row?.text ?? "", last: read.at(-1)?.position ?? null };
}
