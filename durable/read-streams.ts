import type { NamesPage, StreamsRequest } from "./log-rpc.ts";
import type { SyncStorage } from "./storage.ts";

/**
 * Streams by name. They have no table: each step of the recursion is one seek in the index
 * (stream, revision) to the next name, so a page costs its own length, however long the log is.
 */
const SQL = `
WITH RECURSIVE names (stream) AS (
  SELECT min(stream) FROM events WHERE stream >= max(?1, ?2) AND stream <> ?1
  UNION ALL
  SELECT (SELECT min(stream) FROM events WHERE stream > names.stream)
  FROM names WHERE substr(names.stream, 1, length(?2)) = ?2 LIMIT ?3
), spans (stream, revision) AS (
  SELECT stream, (SELECT max(revision) FROM events WHERE events.stream = names.stream)
  FROM names WHERE substr(stream, 1, length(?2)) = ?2
)
SELECT spans.stream AS stream, '{"stream":' || json_quote(spans.stream) || ',"revision":' || spans.revision
  || ',"first":{"position":' || a.position || ',"recordedAt":"' || a.recorded_at
  || '"},"last":{"position":' || z.position || ',"recordedAt":"' || z.recorded_at || '"}}' AS text
FROM spans
CROSS JOIN events AS a ON a.stream = spans.stream AND a.revision = 1
CROSS JOIN events AS z ON z.stream = spans.stream AND z.revision = spans.revision
ORDER BY spans.stream`;

/** A page of streams in the order of their names (by code point). */
export function readStreams(storage: SyncStorage, request: StreamsRequest): NamesPage {
  const { after, limit } = request;
  const prefix = commonPrefix(request);
  if (prefix === undefined) return { text: "", next: null };
  const rows = storage.all<{ stream: string; text: string }>(SQL, after, prefix, limit + 1);
  const page = rows.slice(0, limit);
  return {
    text: page.map(({ text }) => text).join(),
    next: rows.length > limit ? (page.at(-1)?.stream ?? null) : null,
  };
}

/** A category is a prefix too; `undefined` if no name can have both. */
function commonPrefix({ prefix, category }: StreamsRequest): string | undefined {
  if (category === undefined) return prefix;
  const other = `${category}-`;
  if (prefix.startsWith(other)) return prefix;
  return other.startsWith(prefix) ? other : undefined;
}
