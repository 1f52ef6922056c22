/** JSON text of one event's `data`, in bytes of UTF-8. */
export const MAX_DATA_BYTES = 256 * 1024;
/** JSON text of one event's `metadata`, in bytes of UTF-8. */
export const MAX_METADATA_BYTES = 16 * 1024;
/** Body of one request, in bytes. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Events in one append. */
export const MAX_APPEND_EVENTS = 1000;
/** Commands in one call of a log. */
export const MAX_COMMANDS = 1000;
/** Events in one page of a list. */
export const MAX_PAGE_EVENTS = 1000;
/** Of one histogram. */
export const MAX_BUCKETS = 200;
/** Text of one page of a list, in bytes of UTF-8. */
export const MAX_PAGE_BYTES = 4 * 1024 * 1024;
/** Of a directory. Those that have ended make room for others. */
export const MAX_KEYS = 1000;
/** Requests in a minute that a key may be given. */
export const MAX_PER_MINUTE = 1_000_000;
/** Nesting of arrays and objects in a JSON body. */
export const MAX_JSON_DEPTH = 64;
/** What a run of the producer may be: milliseconds between two events, and seconds until it ends. */
export const PRODUCER_LIMITS = {
  everyMs: { min: 100, max: 60_000 },
  seconds: { min: 1, max: 3600 },
} as const;
