import type { ErrorKind } from "../systems/eye/error-kind.ts";
import type { ErrorsPage } from "../systems/eye/eye-queries.ts";
import type { SentData } from "../systems/eye/events.ts";
import type { SessionsPage } from "../systems/eye/session-queries.ts";

export type Session = SessionsPage["sessions"][number];
export type Refusal = ErrorsPage["errors"][number];

/** An event of a session, as it was sent. */
export interface SessionEvent extends SentData {
  readonly id: string;
  readonly position: number;
  /** RFC 3339 in UTC. */
  readonly receivedAt: string;
}

/** What `/eye/sessions/{id}` answers: a session for each application that has one with this id. */
export interface SessionAnswer {
  readonly session_id: string;
  readonly sessions: readonly Session[];
  readonly events: readonly SessionEvent[];
}

/** What `/eye/sessions` and `/eye/errors` answer. */
export type SessionsAnswer = Pick<SessionsPage, "sessions">;
export type ErrorsAnswer = Pick<ErrorsPage, "errors" | "kinds">;

/** Why an event was refused, in words. */
export const KIND_WORDS: Readonly<Record<ErrorKind, string>> = {
  "unexpected-value": "a value that does not fit the schema",
  "invalid-timestamp": "a timestamp that does not exist",
  "future-timestamp": "a timestamp in the future",
  "unknown-category": "a category that nobody has declared",
  "not-an-event": "something that is no event",
  "foreign-application": "the name of another application",
  "id-taken": "an id that another event has",
  "too-large": "an event that is too large",
};

/** Where the page shows a session. */
export function sessionPage(id: string, application?: string): string {
  const query = application === undefined ? "" : `?${new URLSearchParams({ application })}`;
  return `/ui/sessions/${encodeURIComponent(id)}${query}`;
}

/** Where the page shows a refused event, to be looked at, corrected and sent again. */
export function refusalPage({ application, position }: Pick<Refusal, "application" | "position">) {
  const query = new URLSearchParams({ topic: `eye.${application}`, entry: String(position) });
  return `/ui/gateway/quarantine?${query}`;
}
