/** What can go wrong, in the domain's words. The Worker gives each an HTTP status and a page. */
export type ProblemCode =
  | "already-exists"
  | "category-not-declared"
  | "category-owned"
  | "command-not-found"
  | "dead-letter-not-found"
  | "event-id-conflict"
  | "event-not-found"
  | "event-not-registered"
  | "forbidden"
  | "idempotency-key-reused"
  | "internal-error"
  | "invalid-body"
  | "invalid-event"
  | "invalid-header"
  | "invalid-json"
  | "invalid-path"
  | "invalid-query"
  | "key-ended"
  | "key-not-found"
  | "log-too-busy"
  | "method-not-allowed"
  | "no-decider"
  | "not-acceptable"
  | "not-configured"
  | "not-found"
  | "producer-off"
  | "quarantined-event-not-found"
  | "rate-limited"
  | "refused"
  | "reserved-name"
  | "schema-incompatible"
  | "schema-invalid"
  | "schema-mismatch"
  | "schema-version-not-found"
  | "session-not-found"
  | "stream-not-found"
  | "too-large"
  | "too-many-keys"
  | "unauthorized"
  | "unsupported-media-type"
  | "view-behind"
  | "view-not-found"
  | "view-rebuilding"
  | "wrong-expected-revision";

/** One thing that is wrong in what was sent. */
export interface FieldError {
  /** JSON Pointer (RFC 6901) into the body; for a query or a form `/name`. */
  readonly pointer: string;
  /** The rule that was broken, as JSON Schema names it where it has a name. */
  readonly keyword: string;
  readonly message: string;
}

/** An error as a value: it crosses between Worker and Durable Object without being thrown. */
export interface Problem {
  readonly code: ProblemCode;
  /** What went wrong this time, and what to do. */
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the problem document. */
  readonly members?: Readonly<Record<string, string | number>>;
}

/** A problem as HTTP tells it (RFC 9457). */
export interface ProblemDocument {
  /** `/problems/{code}` */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

export type Failure = { readonly ok: false; readonly problem: Problem };
export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure;

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure(code: ProblemCode, detail: string, more: Partial<Problem> = {}): Failure {
  return { ok: false, problem: { ...more, code, detail } };
}
