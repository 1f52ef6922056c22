/**
 * What a schema and a check of an event may cost. Together these keep both to about a tenth of a second of CPU
 * time, well within the quarter for which a request may hold up others: a Worker cannot be interrupted.
 */

/** JSON text of a schema, in bytes of UTF-8. */
export const MAX_SCHEMA_BYTES = 1024 * 1024;
/** Schemas within a schema, itself included. Each is compiled. */
export const MAX_SUBSCHEMAS = 5000;
/** Keywords in all of them, members of their `enum`s, and names in `required` and the like. */
export const MAX_PARTS = 30_000;
/** Schemas that apply to one and the same value when all references are followed: two that refer twice to the next, twenty times over, are a million. */
export const MAX_EXPANSION = 20_000;
/** Schemas that lie within each other and apply to one and the same value. */
export const MAX_EXPANSION_DEPTH = 64;
/** Characters in all patterns, of which each becomes part of a program. */
export const MAX_PATTERN_TEXT = 20_000;
/** Instructions of all patterns; `a{1000}` has a thousand. */
export const MAX_PATTERN_SIZE = 20_000;
/** Sets of characters in all patterns, each counted once. */
export const MAX_PATTERN_SETS = 200;
/** Of Unicode's properties, such as `\p{L}`, in all patterns: to read one and to build its set takes up to a millisecond. */
export const MAX_PATTERN_PROPERTIES = 50;

/** Of a check: a schema applied, a member looked up, a character compared. A step takes 50 ns at most. */
export const MAX_STEPS = 2_000_000;
/** Schemas that are being applied within each other, which is what the stack has to hold. */
export const MAX_APPLICATION_DEPTH = 1000;

/** Of a schema or an event, that are told. */
export const MAX_ERRORS = 100;
