import { Refused } from "../client/send-with-retries.ts";
import type { Json } from "../core/json.ts";
import type { FieldError } from "../core/problem.ts";
import { foldlog } from "./foldlog.ts";
import type { ErrorsAnswer, Refusal, SessionAnswer } from "./session-text.ts";

/** An event of a session that was refused, and is in quarantine. */
export interface RefusedEvent extends Pick<Refusal, "application" | "kind" | "position"> {
  readonly refusedAt: string;
  readonly category: string;
  /** As it was sent, whatever that was. */
  readonly timestamp: string;
  readonly data: Json;
  readonly errors: readonly FieldError[];
}

export interface RefusedFound {
  readonly events: readonly RefusedEvent[];
  /** Whether more was refused in that time than was looked at. */
  readonly isPart: boolean;
}

interface Quarantined {
  readonly event: Json;
  readonly errors: readonly FieldError[];
}

/** A sender tries again what was not answered. */
const AROUND_MS = 600_000;
/** So many are looked at: which session they are of, only they themselves say. */
const MOST = 40;
const REQUEST = { tries: 2 } as const;

/** What was refused of a session, among what was refused of its applications while its events came. */
export async function refusedIn({
  session_id,
  sessions,
  events,
}: SessionAnswer): Promise<RefusedFound> {
  const times = events.map(({ receivedAt }) => Date.parse(receivedAt));
  const from = new Date(Math.min(...times) - AROUND_MS).toISOString();
  const to = new Date(Math.max(...times) + AROUND_MS).toISOString();
  const found = await Promise.all(
    sessions.map(({ application }) =>
      foldlog.list<ErrorsAnswer>("/eye/errors", { application, from, to, limit: MOST }, REQUEST),
    ),
  );
  const refusals = found.flatMap(({ body }) => body.errors);
  const read = await Promise.all(refusals.map((refusal) => readOne(refusal, session_id)));
  return {
    events: read.filter((event) => event !== undefined),
    isPart: found.some(({ next }) => next !== undefined),
  };
}

/** Undefined if it is of another session, or has left the quarantine. */
async function readOne(refusal: Refusal, session: string): Promise<RefusedEvent | undefined> {
  const { application, kind, position, refusedAt } = refusal;
  try {
    const path = `/v1/quarantine/${position}`;
    const { event, errors } = await foldlog.get<Quarantined>(path, {}, REQUEST);
    if (textIn(event, "session_id") !== session) return undefined;
    const category = textIn(event, "category") ?? "";
    const timestamp = textIn(event, "timestamp") ?? "";
    const data = memberOf(event, "data") ?? null;
    return { application, kind, position, refusedAt, category, timestamp, data, errors };
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

function memberOf(value: Json, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([member]) => member === name)?.[1];
}

function textIn(value: Json, name: string): string | undefined {
  const member = memberOf(value, name);
  return typeof member === "string" ? member : undefined;
}
