import * as z from "zod";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import type {
  ClientsPage,
  ClientsRequest,
  EventsPage,
  EventsRequest,
} from "../../systems/gateway/queries.ts";
import { notRegistered, receiveEvent } from "../../systems/gateway/receive-event.ts";
import { registerEvent } from "../../systems/gateway/register-event.ts";
import { sentStream, topicName } from "../../systems/gateway/topic.ts";
import { accepted } from "../accept.ts";
import { takenBy } from "../access/parts.ts";
import { reads, writes, writesAndTells } from "../access/route-access.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { gatewayOf } from "../gateway/gateway-of.ts";
import { readJsonOrField, sentTo } from "../gateway/read-event.ts";
import { readSchema } from "../gateway/read-draft.ts";
import { sentResponse } from "../gateway/sent-response.ts";
import { clientIn, topicIn } from "../gateway/topic-in.ts";
import { clientInPath, schemaInPath, sentInPath } from "../gateway/topic-parts.ts";
import { nextLink } from "../list-response.ts";
import { LIVE_HEADERS, liveResponse } from "../live-response.ts";
import { livePosition, startOf } from "../live-start.ts";
import { limit, listedName } from "../parameters.ts";
import { ProblemError, valueOf } from "../problem-error.ts";
import type { Route, RouteContext } from "../route.ts";
import { freshnessParameters, viewAnswer } from "../view.ts";

/** Seed 2. */
export const gatewayRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/:client/:event/register_event",
    access: writesAndTells(schemaInPath),
    run: register,
  },
  { method: "POST", path: "/:client/:event/send_event", access: writes(sentInPath), run: send },
  { method: "GET", path: "/:client/list_events", access: reads(clientInPath), run: listEvents },
  { method: "GET", path: "/:client/:event/listen", access: reads(sentInPath), run: listen },
];

/** For who does not know the clients. */
export const clientRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/gateway/clients",
    access: reads(takenBy("gateway")),
    run: listClients,
  },
];

async function register(c: RouteContext): Promise<Response> {
  const topic = topicIn(c);
  refuseParameters(c);
  const draft = { topic, ...readSchema(await readJsonOrField(c.req.raw, "event_schema")) };
  const outcome = await registerEvent(gatewayOf(c), draft);
  if ("differences" in outcome) {
    const { problem, differences } = outcome;
    throw new ProblemError(problem, {}, { differences });
  }
  const { registration, judgement, position, isNew, replayed } = valueOf(outcome);
  const { version, compatibility } = registration;
  const { warnings, differences } = judgement;
  const answer = { ...topic, topic: topicName(topic), version, compatibility, position };
  const path = `/${topic.client}/${topic.event}/schema?version=${version}`;
  return c.json({ ...answer, warnings, differences }, isNew ? 201 : 200, {
    ETag: `"${version}"`,
    Location: path,
    "Log-Position": String(position),
    ...(replayed ? { "Idempotent-Replayed": "true" } : {}),
  });
}

async function send(c: RouteContext): Promise<Response> {
  const topic = topicIn(c);
  refuseParameters(c);
  const event = await readJsonOrField(c.req.raw, "event");
  const sent = sentTo(topic, event, c.req.raw.headers);
  const published = valueOf(await receiveEvent(gatewayOf(c), sent));
  return sentResponse(c, topicName(topic), published);
}

const listQuery = z.strictObject({
  after: listedName.default(""),
  limit: limit.default(MAX_PAGE_EVENTS),
  ...freshnessParameters,
});

async function listEvents(c: RouteContext): Promise<Response> {
  const client = clientIn(c);
  const { after, limit: most, ...freshness } = checkedQuery(c, listQuery);
  const params = { client, after, limit: most } satisfies EventsRequest;
  const page = await viewAnswer<EventsPage>(c, {
    view: "gateway",
    query: "events",
    params,
    freshness,
  });
  if (page === null) return c.body(null, 304);
  if (page.next !== null) c.header("link", nextLink(c.req.url, "after", page.next));
  return c.json({ client, events: page.events });
}

async function listClients(c: RouteContext): Promise<Response> {
  const { after, limit: most, ...freshness } = checkedQuery(c, listQuery);
  const params = { after, limit: most } satisfies ClientsRequest;
  const page = await viewAnswer<ClientsPage>(c, {
    view: "gateway",
    query: "clients",
    params,
    freshness,
  });
  if (page === null) return c.body(null, 304);
  if (page.next !== null) c.header("link", nextLink(c.req.url, "after", page.next));
  return c.json({ clients: page.clients });
}

const listenQuery = z.strictObject({ after: livePosition.default(0) });

async function listen(c: RouteContext): Promise<Response> {
  const topic = topicIn(c);
  const { after } = checkedQuery(c, listenQuery);
  accepted(c, ["text/event-stream"]);
  const start = await startOf(c, after);
  const registration = await gatewayOf(c).stream.registration(topic, "current");
  if (!registration) throw new ProblemError(notRegistered(topic).problem);
  if (c.req.method === "HEAD") return new Response(null, { headers: LIVE_HEADERS });
  const stream = sentStream(topic);
  return liveResponse(c, { stream, after: start, shape: "data" });
}
