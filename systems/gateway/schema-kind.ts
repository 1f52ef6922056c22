import type { Json } from "../../core/json.ts";
import type { FieldError, Outcome } from "../../core/problem.ts";

/**
 * The `validate` port: what the gateway needs of a kind of schema. JSON Schema is one; another kind can take
 * its place. Nothing here returns a promise, and everything is bounded: no schema and no event, however
 * hostile, takes longer than a quarter of a second.
 */
export interface SchemaKind {
  /** Lets a schema in, or says why not: `schema-invalid`, with a pointer into the schema for each error. */
  admit(schema: Json): Outcome<Admitted>;
  /** Makes a check of an admitted schema. */
  compile(schema: Json): Check;
  /**
   * Where a reader who expects events that fit `read` may be given one that fits `written` and not `read`.
   * None: there is no such event. Both are admitted schemas.
   */
  compare(written: Json, read: Json, effort: Effort): readonly Gap[];
}

/** What comparisons may cost together; each takes from it, and finds a gap where nothing is left. 1 is what one request may cost. */
export interface Effort {
  left: number;
}

export interface Admitted {
  /** What was let in though it may not mean what its author thinks, such as a keyword that nobody knows. */
  readonly warnings: readonly FieldError[];
}

/** What is wrong with an event; nothing if it fits. Pointers are into the event. At most 100. */
export type Check = (event: Json) => readonly FieldError[];

/** A place where two schemas differ so that an event may fit one and not the other. */
export interface Gap {
  /** What kind of difference it is, such as `required-added`. */
  readonly rule: string;
  /** JSON Pointer into the schemas: into `read` if it has the place, else into `written`. */
  readonly pointer: string;
  /** What stands there, shortened if it is long; `null`: nothing. */
  readonly written: Json;
  readonly read: Json;
  /** In words: what may be written that cannot be read. */
  readonly message: string;
  /** The difference is allowed all the same, and told. */
  readonly isWarning?: true;
}
