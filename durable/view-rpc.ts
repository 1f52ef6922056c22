import type { Outcome } from "../core/problem.ts";

/** What the view of a projection can be asked over RPC. Rows and answers travel as JSON text, as in log-rpc.ts. */
export interface ViewRpc {
  query(request: ViewQuery): Promise<Outcome<ViewAnswer>>;
  rows(request: RowsRequest): Promise<Outcome<ViewAnswer<RowsPage>>>;
  status(): Promise<ViewStatus>;
  deadLetters(request: DeadLettersRequest): Promise<readonly DeadLetter[]>;
  /** Takes one dead letter, or all of them, anew. Fails with `dead-letter-not-found`. */
  retry(position: number | "all"): Promise<Outcome<Retried>>;
  /** Begins a generation beside the live one, in place of the one that may be built already. */
  rebuild(): Promise<ViewStatus>;
  /** Folds the log once more and compares. */
  verify(): Promise<Outcome<Verdict>>;
  destroy(): Promise<void>;
  /** The log has grown. A hint, which may be lost. */
  poke(): Promise<void>;
}

/** How new an answer must be. */
export interface Freshness {
  /** `head`: as new as the log when it was asked; `any`: what is there; a number: at least that position. */
  readonly at: "head" | "any" | number;
  /** To get there, in milliseconds. */
  readonly waitMs: number;
  /** Entity tags that the client has, `*` for whatever there is: an answer with one of them is left out. */
  readonly known: readonly string[];
}

export interface ViewQuery extends Freshness {
  /** A name in the projection's `queries`. */
  readonly query: string;
  /** JSON text. */
  readonly params: string;
}

/** An answer from the live generation as a whole. */
export interface ViewAnswer<Answer = string> {
  /** JSON text, or a page; `null` if the client has it already. */
  readonly answer: Answer | null;
  readonly position: number;
  /** Of version, generation and position. */
  readonly tag: string;
}

export interface RowsRequest extends Freshness {
  /** JSON text of the beginning of a key, `[]` for all rows. */
  readonly prefix: string;
  /** JSON text of a key behind which the page begins, or `null`. */
  readonly after: string | null;
  readonly limit: number;
}

export interface RowsPage {
  /** JSON text of `{ key, row }`, separated by commas. */
  readonly text: string;
  /** JSON text of the last key, if there are more rows behind it. */
  readonly next: string | null;
}

export interface DeadLettersRequest {
  /** A position. */
  readonly after: number;
  readonly limit: number;
}

export type DeadLetter = {
  readonly position: number;
  readonly error: string;
  /** RFC 3339, the last time. */
  readonly failedAt: string;
  readonly tries: number;
};

export interface Retried {
  /** Dead letters that the projection took now. */
  readonly taken: number;
  /** Dead letters that there still are. */
  readonly left: number;
}

/** A generation that is being built. */
interface Building {
  readonly generation: number;
  readonly version: number;
  readonly position: number;
  readonly rows: number;
  readonly startedAt: string;
  /** Since it started, those included that the projection ignores. */
  readonly eventsPerSecond: number;
  /** Where and why it stopped; `null` unless it did. */
  readonly stopped: { readonly position: number; readonly error: string } | null;
}

export interface ViewStatus {
  readonly name: string;
  /** Of the projection in this program. */
  readonly version: number;
  /** `absent` until somebody asks for it, and after it was destroyed. */
  readonly state: "absent" | "building" | "live" | "rebuilding";
  /** Of the log. */
  readonly head: number;
  /** Of the live generation; 0 if there is none. */
  readonly position: number;
  /** Events of the log that it has not taken, and for how long the oldest of them has been there. */
  readonly lag: { readonly events: number; readonly ms: number };
  readonly generation: number | null;
  readonly rows: number;
  readonly deadLetters: number;
  readonly lastError: string | null;
  readonly building: Building | null;
  /** How far a verification is, as a position; `null` if there is none. */
  readonly verifying: number | null;
}

export interface Verdict {
  readonly identical: boolean;
  /** At which both were compared. */
  readonly position: number;
  readonly rows: number;
  /** Rows that are not the same; `differences` has the first 20 of them. */
  readonly different: number;
  /** JSON texts of `{ key, expected, found }`; `null` for a row that is not there. */
  readonly differences: readonly string[];
}
