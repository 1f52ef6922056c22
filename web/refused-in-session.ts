import type { RequestOptions } from "../client/foldlog.ts";
import { Refused } from "../client/send-with-retries.ts";
import type { Json } from "../core/json.ts";
import type { FieldError } from "../core/problem.ts";
import { quarantineName } from "../systems/eye/events.ts";
import type { ShownQuarantined } from "../systems/gateway/queries.ts";
import { foldlog } from "./foldlog.ts";
import { withoutAccepted } from "./session-timeline.ts";
import type { ErrorsAnswer, Refusal, SessionEvent } from "./session-text.ts";

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

/** What is known of a session beside. */
export interface Accepted {
  /** Whose refusals are looked at; none: those of all. */
  readonly applications: readonly string[];
  readonly events: readonly SessionEvent[];
}

interface Quarantined {
  readonly event: Json;
  readonly errors: readonly FieldError[];
}

/** A sender tries again what was not answered. */
const AROUND_MS = 600_000;
/** So many are looked at: which session they are of, only they themselves say. */
const MOST = 40;

/** What was refused of a session, however often that is asked. */
export class RefusedInSession {
  readonly #session: string;
  /** By position; undefined for one of another session. What is in quarantine does not change. */
  readonly #read = new Map<number, RefusedEvent | undefined>();

  constructor(session: string) {
    this.#session = session;
  }

  /** Among what was refused of the applications while the events came, or last if none came. */
  async find({ applications, events }: Accepted, request: RequestOptions): Promise<RefusedFound> {
    const asked = applications.length === 0 ? [undefined] : applications;
    const range = rangeAround(events);
    const found = await Promise.all(
      asked.map((application) =>
        foldlog.list<ErrorsAnswer>("/eye/errors", { application, ...range, limit: MOST }, request),
      ),
    );
    const refusals = withoutAccepted(
      found.flatMap(({ body }) => body.errors),
      events,
    );
    const kept = await keptOf(refusals, request);
    const read = await Promise.all(kept.map((refusal) => this.#readOne(refusal, request)));
    return {
      events: read.filter((event) => event !== undefined),
      isPart: found.some(({ next }) => next !== undefined),
    };
  }

  /** Undefined if it is of another session, or has just left the quarantine. */
  async #readOne(refusal: Refusal, request: RequestOptions): Promise<RefusedEvent | undefined> {
    const { position } = refusal;
    if (!this.#read.has(position)) {
      const path = `/v1/quarantine/${position}`;
      const found = await foldlog.get<Quarantined>(path, {}, request).catch(unlessGone);
      if (!found) return undefined;
      const isOwn = textIn(found.event, "session_id") === this.#session;
      this.#read.set(position, isOwn ? asRefused(refusal, found) : undefined);
    }
    return this.#read.get(position);
  }
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof Refused && error.status === 404)) throw error;
}

function asRefused(refusal: Refusal, { event, errors }: Quarantined): RefusedEvent {
  const { application, kind, position, refusedAt } = refusal;
  const category = textIn(event, "category") ?? "";
  const timestamp = textIn(event, "timestamp") ?? "";
  const data = memberOf(event, "data") ?? null;
  return { application, kind, position, refusedAt, category, timestamp, data, errors };
}

function rangeAround(events: readonly SessionEvent[]): { from?: string; to?: string } {
  if (events.length === 0) return {};
  const times = events.map(({ receivedAt }) => Date.parse(receivedAt));
  const from = new Date(Math.min(...times) - AROUND_MS).toISOString();
  return { from, to: new Date(Math.max(...times) + AROUND_MS).toISOString() };
}

/** Those that are in quarantine still. */
async function keptOf(
  refusals: readonly Refusal[],
  request: RequestOptions,
): Promise<readonly Refusal[]> {
  const kept = new Set<number>();
  const applications = new Set(refusals.map(({ application }) => application));
  await Promise.all(
    Array.from(applications, async (application) => {
      const own = refusals.filter((refusal) => refusal.application === application);
      const after = Math.min(...own.map(({ position }) => position)) - 1;
      const query = { topic: quarantineName(application), after, limit: MOST };
      const path = "/v1/quarantine";
      const { events } = await foldlog.get<{ events: ShownQuarantined[] }>(path, query, request);
      for (const { position } of events) kept.add(position);
    }),
  );
  return refusals.filter(({ position }) => kept.has(position));
}

function memberOf(value: Json, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([member]) => member === name)?.[1];
}

function textIn(value: Json, name: string): string | undefined {
  const member = memberOf(value, name);
  return typeof member === "string" ? member : undefined;
}
