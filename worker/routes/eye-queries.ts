import * as z from "zod";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { ERROR_KINDS } from "../../systems/eye/error-kind.ts";
import type { ErrorsPage, ErrorsRequest } from "../../systems/eye/eye-queries.ts";
import { cursorText, timeText } from "../../systems/eye/moment.ts";
import type {
  EventsRequest,
  FoundEvents,
  SessionPage,
  SessionRequest,
  SessionsPage,
  SessionsRequest,
} from "../../systems/eye/session-queries.ts";
import { sessionsOf } from "../../systems/eye/parts.ts";
import { requirePermission } from "../access/caller.ts";
import { reads } from "../access/route-access.ts";
import { checkedBody, checkedQuery, refuseParameters } from "../checked.ts";
import {
  applicationName,
  categoryName,
  nameIn,
  pageParameters,
  rangeOf,
  rangeParameters,
  senderName,
  sessionId,
  timestamp,
} from "../eye/eye-parameters.ts";
import { foundByQuery, refusedInQuery, sessionInPath, sessionsInQuery } from "../eye/eye-parts.ts";
import { readFound } from "../eye/read-found.ts";
import { nextLink } from "../list-response.ts";
import { limit, natural } from "../parameters.ts";
import { problem } from "../problem-error.ts";
import { readJson } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";
import { freshnessParameters, viewAnswer } from "../view.ts";

/** What is asked of the events of sessions. */
export const eyeQueryRoutes: readonly Route[] = [
  { method: "GET", path: "/eye/events", access: reads(foundByQuery), run: listEvents },
  { method: "POST", path: "/eye/events/query", access: reads([]), run: queryEvents },
  { method: "GET", path: "/eye/sessions", access: reads(sessionsInQuery), run: listSessions },
  { method: "GET", path: "/eye/sessions/:id", access: reads(sessionInPath), run: readSession },
  { method: "GET", path: "/eye/errors", access: reads(refusedInQuery), run: listErrors },
];

const eventsQuery = z.strictObject({
  session: sessionId.optional(),
  category: categoryName.optional(),
  name: applicationName.optional(),
  application: applicationName.optional(),
  ...rangeParameters,
  ...pageParameters,
  ...freshnessParameters,
});

async function listEvents(c: RouteContext): Promise<Response> {
  const { name, application, ...query } = checkedQuery(c, eventsQuery);
  const { session = null, category = null, from, to, ...rest } = query;
  const { after = null, limit: most, ...freshness } = rest;
  const filters = { session, category, name: oneOf(name, application) };
  const params: EventsRequest = { ...filters, ...rangeOf({ from, to }), after, limit: most };
  return foundResponse(c, { params, freshness, address: c.req.url });
}

/** An event's `name` is that of its application, so either word will do. */
function oneOf(name: string | undefined, application: string | undefined): string | null {
  if (name !== undefined && application !== undefined && name !== application)
    throw problem("invalid-query", "name is the application: give one of the two.");
  return name ?? application ?? null;
}

const queryBody = z.strictObject({
  session: sessionId.optional(),
  category: categoryName.optional(),
  name: applicationName.optional(),
  initial: timestamp,
  end: timestamp,
});

/** The same, with a body for the parameters; the list goes on where its `Link` says. */
async function queryEvents(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const { initial, end, ...filters } = checkedBody(queryBody, await readJson(c.req.raw));
  requirePermission(c, "read", [sessionsOf(filters.name)]);
  const { session = null, category = null, name = null } = filters;
  const range = rangeOf({ from: initial, to: end });
  const given = { ...filters, from: timeText(initial), to: timeText(end) };
  const address = new URL("/eye/events", c.req.url);
  for (const [parameter, value] of Object.entries(given))
    if (value !== undefined) address.searchParams.set(parameter, value);
  address.searchParams.set("limit", String(MAX_PAGE_EVENTS));
  const params = { session, category, name, ...range, after: null, limit: MAX_PAGE_EVENTS };
  return foundResponse(c, { params, freshness: {}, address: address.href });
}

interface EventsQuestion {
  readonly params: EventsRequest;
  readonly freshness: Parameters<typeof viewAnswer>[1]["freshness"];
  /** Of the list, where it goes on. */
  readonly address: string;
}

async function foundResponse(
  c: RouteContext,
  { params, freshness, address }: EventsQuestion,
): Promise<Response> {
  const question = { view: "sessions", query: "events", params, freshness } as const;
  const found = await viewAnswer<FoundEvents>(c, question);
  if (found === null) return c.body(null, 304);
  const { events, next } = await readFound(c.env, found);
  if (next) c.header("link", nextLink(address, "after", cursorText(next)));
  return c.json({ events });
}

const sessionsQuery = z.strictObject({
  application: applicationName.optional(),
  ...rangeParameters,
  ...pageParameters,
  ...freshnessParameters,
});

async function listSessions(c: RouteContext): Promise<Response> {
  const { application, from, to, after, ...rest } = checkedQuery(c, sessionsQuery);
  const { limit: most, ...freshness } = rest;
  const range = rangeOf({ from, to });
  const params: SessionsRequest = {
    application: application ?? null,
    ...range,
    after: after ?? null,
    limit: most,
  };
  const question = { view: "sessions", query: "sessions", params, freshness } as const;
  const page = await viewAnswer<SessionsPage>(c, question);
  if (page === null) return c.body(null, 304);
  if (page.next) c.header("link", nextLink(c.req.url, "after", cursorText(page.next)));
  return c.json({ sessions: page.sessions });
}

const sessionQuery = z.strictObject({
  application: applicationName.optional(),
  ...pageParameters,
  limit: limit.default(MAX_PAGE_EVENTS),
  ...freshnessParameters,
});

async function readSession(c: RouteContext): Promise<Response> {
  const session = nameIn(c, "id", sessionId);
  const { application, after, limit: most, ...freshness } = checkedQuery(c, sessionQuery);
  const params: SessionRequest = {
    session,
    application: application ?? null,
    after: after ?? null,
    limit: most,
  };
  const question = { view: "sessions", query: "session", params, freshness } as const;
  const page = await viewAnswer<SessionPage>(c, question);
  if (page === null) return c.body(null, 304);
  if (page.sessions.length === 0)
    throw problem("session-not-found", `No event of the session ${session} has been accepted.`);
  const { events, next } = await readFound(c.env, page);
  if (next) c.header("link", nextLink(c.req.url, "after", cursorText(next)));
  return c.json({ session_id: session, sessions: page.sessions, events });
}

const errorsQuery = z.strictObject({
  application: senderName.optional(),
  kind: z.enum(ERROR_KINDS, `must be one of ${ERROR_KINDS.join(", ")}`).optional(),
  by: z.enum(["hour", "day"], "must be hour or day").default("day"),
  ...rangeParameters,
  before: natural.optional(),
  limit: limit.default(100),
  ...freshnessParameters,
});

async function listErrors(c: RouteContext): Promise<Response> {
  const { application, kind, by, from, to, before, ...rest } = checkedQuery(c, errorsQuery);
  const { limit: most, ...freshness } = rest;
  const params: ErrorsRequest = {
    application: application ?? null,
    kind: kind ?? null,
    by,
    ...rangeOf({ from, to }),
    before: before ?? null,
    limit: most,
  };
  const question = { view: "eye", query: "errors", params, freshness } as const;
  const page = await viewAnswer<ErrorsPage>(c, question);
  if (page === null) return c.body(null, 304);
  if (page.next !== null) c.header("link", nextLink(c.req.url, "before", page.next));
  return c.json({ errors: page.errors, kinds: page.kinds });
}
