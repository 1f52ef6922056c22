/** A problem as HTTP tells it, whatever it is about. */
export interface ProblemKind {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 406
    | 409
    | 412
    | 413
    | 415
    | 422
    | 429
    | 500
    | 503
    | 504;
  readonly title: string;
  /** For the page of this problem: what it means and what to do. */
  readonly help: string;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
}
