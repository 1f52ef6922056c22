import type { SliceRequest } from "./log-rpc.ts";
import { ofStream, type Scan } from "./scan.ts";
import { first, type SyncStorage } from "./storage.ts";

/** Text is looked for in about 300 MB a second, and a slice does so twice. */
const MAX_PAYLOAD_BYTES = 8_000_000;

type Keys = readonly [low: number, high: number];

interface WindowOptions {
  readonly request: SliceRequest;
  readonly scan: Scan;
  readonly keys: Keys;
}

/**
 * As many of the keys as a slice may look at. A search for text reads payloads, of up to 256 KiB each, so
 * it is bounded by their bytes too. The first event always fits.
 */
export function payloadWindow(storage: SyncStorage, options: WindowOptions): Keys {
  const { request, scan, keys } = options;
  if (request.text === undefined) return keys;
  const { key, forward } = scan;
  const { where, params } = ofStream(request.stream);
  const row = first<{ last: number | null }>(
    storage,
    `SELECT ${forward ? "max" : "min"}(key) AS last FROM (
       SELECT ${key} AS key, sum(octet_length(data) + ifnull(octet_length(metadata), 0))
         OVER (ORDER BY ${key} ${forward ? "ASC" : "DESC"} ROWS UNBOUNDED PRECEDING) AS bytes
       FROM events WHERE ${where} ${key} BETWEEN ? AND ?
     ) WHERE bytes <= ?`,
    ...params,
    ...keys,
    MAX_PAYLOAD_BYTES,
  );
  const [low, high] = keys;
  const last = row?.last ?? (forward ? low : high);
  return forward ? [low, last] : [last, high];
}
