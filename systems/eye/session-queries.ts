import type { Json } from "../../core/json.ts";
import type { Key } from "../../core/key.ts";
import { success } from "../../core/problem.ts";
import type { Query, ReadableRows } from "../../core/projection.ts";
import { trusted } from "../trusted.ts";
import {
  compareMoments,
  millisBetween,
  momentIn,
  reversed,
  timeText,
  type Moment,
  type Time,
} from "./moment.ts";
import {
  ALL,
  byName,
  countsKey,
  inCategory,
  inSession,
  sessionKey,
  STARTED,
  startedBy,
  type Mark,
  type SessionKey,
  type SessionRow,
} from "./session-rows.ts";

/** Times of which `from` is included and `to` is not; `null`: from the first, or to the last. */
type TimeRange = { readonly from: Time | null; readonly to: Time | null };

/** What begins behind a moment, and how many at most. */
type PageBounds = { readonly after: Moment | null; readonly limit: number };

/** `null`: whatever it is. */
export type EventsRequest = TimeRange &
  PageBounds & {
    readonly session: string | null;
    readonly category: string | null;
    readonly name: string | null;
  };

export type FoundEvents = {
  readonly found: readonly Moment[];
  /** Behind which the list goes on; `null` at its end. */
  readonly next: Moment | null;
};

/** Rows that are looked at for one page. Where few of them are meant the page is short, and its link goes on. */
const MAX_LOOKED_AT = 20_000;

/** Where events are, in the order of their occurrence: answers an EventsRequest with FoundEvents. */
export const findEvents: Query = (rows, params) => success(find(rows, trusted(params)));

function find(rows: ReadableRows, request: EventsRequest): FoundEvents {
  const { prefix, isMeant } = indexFor(request);
  const found: Moment[] = [];
  let lookedAt = 0;
  let last: Moment | null = null;
  for (const { key, row } of rows.scan(...within(prefix, request))) {
    if (found.length === request.limit || lookedAt === MAX_LOOKED_AT) return { found, next: last };
    lookedAt += 1;
    last = momentIn(key);
    if (isMeant(row)) found.push(last);
  }
  return { found, next: null };
}

interface Index {
  readonly prefix: Key;
  readonly isMeant: (row: Json) => boolean;
}

/** The index that leaves out most; what it does not leave out, its rows tell. */
function indexFor({ session, category, name }: EventsRequest): Index {
  if (session !== null) {
    const isMeant = (row: Json) => {
      const [ofCategory, ofName] = trusted<readonly [string, string]>(row);
      return isWanted(category, ofCategory) && isWanted(name, ofName);
    };
    return { prefix: inSession(session), isMeant };
  }
  if (category !== null)
    return { prefix: inCategory(category), isMeant: (row) => isWanted(name, row) };
  return { prefix: name === null ? ALL : byName(name), isMeant: () => true };
}

function isWanted(wanted: string | null, value: Json): boolean {
  return wanted === null || wanted === value;
}

/** Behind every time there is. */
const LAST = Number.MAX_SAFE_INTEGER;

function within(prefix: Key, { from, to, after }: TimeRange & PageBounds): [from: Key, to: Key] {
  const first = from ?? [-LAST];
  const behind = after && [after[0], after[1], after[2] + 1];
  const low = behind && compareMoments(behind, first) > 0 ? behind : first;
  return [
    [...prefix, ...low],
    [...prefix, ...(to ?? [LAST])],
  ];
}

/** Sessions that started in a range; of one application, or of any (`null`). */
export type SessionsRequest = TimeRange & PageBounds & { readonly application: string | null };

type ShownSession = {
  readonly session_id: string;
  readonly application: string;
  /** RFC 3339 in UTC, of the first and the last event. */
  readonly start: string;
  readonly end: string;
  readonly durationMs: number;
  readonly events: number;
  /** How many of each. */
  readonly categories: { readonly [category: string]: number };
  readonly first: ShownMark;
  readonly last: ShownMark;
};

type ShownMark = Omit<Mark, "moment"> & { readonly position: number };

export type SessionsPage = {
  readonly sessions: readonly ShownSession[];
  readonly next: Moment | null;
};

/** Sessions, the one that started last first: answers a SessionsRequest with a SessionsPage. */
export const listSessions: Query = (rows, params) => {
  const { application, limit, ...bounds } = trusted<SessionsRequest>(params);
  const prefix = application === null ? STARTED : startedBy(application);
  const sessions: ShownSession[] = [];
  let next: Moment | null = null;
  for (const { key, row } of rows.scan(...withinReversed(prefix, bounds))) {
    if (sessions.length === limit) return success({ sessions, next } satisfies SessionsPage);
    next = reversed(momentIn(key));
    sessions.push(shown(rows, trusted<SessionKey>(row)));
  }
  return success({ sessions, next: null } satisfies SessionsPage);
};

type Bounds = TimeRange & Pick<PageBounds, "after">;

/** The same bounds where the latest come first. */
function withinReversed(prefix: Key, { from, to, after }: Bounds): [from: Key, to: Key] {
  // What is earlier than a time comes behind all that has the time.
  const first = to ? [-to[0], -to[1] + 1] : [-LAST];
  const behind = after && [-after[0], -after[1], -after[2] + 1];
  const low = behind && compareMoments(behind, first) > 0 ? behind : first;
  const end = from ? [-from[0], -from[1] + 1] : [LAST];
  return [
    [...prefix, ...low],
    [...prefix, ...end],
  ];
}

function shown(rows: ReadableRows, of: SessionKey): ShownSession {
  const row = rows.get(sessionKey(of));
  if (row === undefined) throw new Error("Every session has a row");
  const { start, end, events } = trusted<SessionRow>(row);
  const counts = Array.from(
    rows.scan(countsKey(of)),
    ({ key, row: count }) => [String(key[3]), Number(count)] as const,
  );
  return {
    session_id: of[0],
    application: of[1],
    start: timeText(start.moment),
    end: timeText(end.moment),
    durationMs: millisBetween(start.moment, end.moment),
    events,
    categories: Object.fromEntries(counts),
    first: shownMark(start),
    last: shownMark(end),
  };
}

function shownMark({ moment, id, category, timestamp }: Mark): ShownMark {
  return { position: moment[2], id, category, timestamp };
}

/** A session by its id, and a page of its events. */
export type SessionRequest = PageBounds & {
  readonly session: string;
  readonly application: string | null;
};

/** More than one session, if several applications have one with this id. */
export type SessionPage = FoundEvents & { readonly sessions: readonly ShownSession[] };

/** Applications that are told of for one id. */
const MAX_SESSIONS = 100;

/** Answers a SessionRequest with a SessionPage, which has no session if there is none. */
export const readSession: Query = (rows, params) => {
  const { session, application, ...bounds } = trusted<SessionRequest>(params);
  const sessions: ShownSession[] = [];
  for (const { key } of rows.scan(["session", session])) {
    const name = String(key[2]);
    if (application !== null && application !== name) continue;
    if (sessions.length === MAX_SESSIONS) break;
    sessions.push(shown(rows, [session, name]));
  }
  const all = { session, category: null, name: application, from: null, to: null };
  return success({ sessions, ...find(rows, { ...all, ...bounds }) } satisfies SessionPage);
};
