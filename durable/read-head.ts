import type { Head } from "./log-rpc.ts";
import { headOf } from "./lookups.ts";
import { first, type SyncStorage } from "./storage.ts";

type Counts = {
  streams: number;
  types: number;
  categories: number;
};

/** Where the log stands. Sums over its tallies, so its cost is that of the number of types. */
export function readHead(storage: SyncStorage): Head {
  const { position, recordedAt } = headOf(storage);
  const counts = first<Counts>(
    storage,
    `SELECT ifnull(sum(streams), 0) AS streams, count(DISTINCT type) AS types,
       count(DISTINCT category) AS categories FROM tallies`,
  ) ?? { streams: 0, types: 0, categories: 0 };
  const oldest = first<{ recordedAt: string }>(
    storage,
    "SELECT recorded_at AS recordedAt FROM events WHERE position = 1",
  );
  return {
    position,
    ...counts,
    sizeBytes: storage.size(),
    oldest: oldest?.recordedAt ?? null,
    newest: position === 0 ? null : recordedAt,
  };
}
