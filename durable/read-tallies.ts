import type { NamesPage, TalliesRequest } from "./log-rpc.ts";
import type { SyncStorage } from "./storage.ts";

const SPAN = `',"firstPosition":' || min(first_position) || ',"lastPosition":' || max(last_position) || '}'`;
const COUNTS = {
  type: `',"events":' || sum(events) || ${SPAN}`,
  category: `',"events":' || sum(events) || ',"streams":' || sum(streams) || ${SPAN}`,
} as const;

/**
 * A page of counts by type or by category, in the order of the names (by code point). Categories are read
 * in the order of the key; types are sorted first, so a page of them costs as much as all types do.
 */
export function readTallies(storage: SyncStorage, request: TalliesRequest): NamesPage {
  const { by, after, limit } = request;
  const rows = storage.all<{ name: string; text: string }>(
    `SELECT ${by} AS name, '{"${by}":"' || ${by} || '"' || ${COUNTS[by]} AS text
     FROM tallies WHERE ${by} > ? GROUP BY ${by} ORDER BY ${by} LIMIT ?`,
    after,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  return {
    text: page.map(({ text }) => text).join(),
    next: rows.length > limit ? (page.at(-1)?.name ?? null) : null,
  };
}
