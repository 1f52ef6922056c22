import * as z from "zod";
import { parseJson, type Json } from "../../core/json.ts";
import { success, type Outcome } from "../../core/problem.ts";
import { partOfCategory } from "../../core/scope.ts";
import { ORDER_CATEGORY } from "../../systems/orders/events.ts";
import {
  readEventsParams,
  readProvincesParams,
  readTopCustomersParams,
  readValueParams,
  type UrlParameters,
} from "../../systems/orders/query-params.ts";
import { reads, writes } from "../access/route-access.ts";
import { appendHeaders } from "../append-request.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { arrayResponse, nextLink } from "../list-response.ts";
import { askLog } from "../log.ts";
import { refuseCount } from "../new-events.ts";
import { valueOf } from "../problem-error.ts";
import { orderEventId, recordOrders, type Recorded } from "../record-orders.ts";
import { readJson } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";
import { verdictsResponse } from "../verdicts.ts";
import { freshnessOf, freshnessParameters, queryView } from "../view.ts";
import { asksForPage, showPage } from "./page.ts";

async function createOrders(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const body = await readJson(c.req.raw);
  if (Array.isArray(body)) return createMany(c, body);
  const [outcome] = await recordOrders(c.env, [body]);
  if (!outcome) throw new Error("One event has one outcome");
  return createdResponse(c, valueOf(outcome));
}

function createdResponse(c: RouteContext, { sent, answer }: Recorded): Response {
  const { position, revision, recordedAt, replayed } = answer;
  const created = { event_id: sent.id, order_id: sent.orderId, position, revision, recordedAt };
  return c.json(created, replayed ? 200 : 201, appendHeaders(position, answer));
}

async function createMany(c: RouteContext, bodies: readonly Json[]): Promise<Response> {
  refuseCount(bodies);
  const outcomes = (await recordOrders(c.env, bodies)).map((outcome) =>
    outcome.ok ? success({ ...outcome.value.answer, id: outcome.value.sent.id }) : outcome,
  );
  return verdictsResponse(c, outcomes, (index) => orderEventId(bodies[index]));
}

/** A browser gets the page, everybody else all order events as they were sent. */
async function showPageOrOrders(c: RouteContext): Promise<Response> {
  const found = await (asksForPage(c) ? showPage(c) : listOrders(c));
  const response = new Response(found.body, found);
  response.headers.set("vary", "Accept");
  return response;
}

function listOrders(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  return arrayResponse(c.env, {
    by: "position",
    category: ORDER_CATEGORY,
    after: 0,
    before: Number.MAX_SAFE_INTEGER,
    direction: "forward",
    limit: Number.MAX_SAFE_INTEGER,
    shape: "data",
    separator: ",",
  });
}

const RANGE = ["start_date", "end_date", "tz", "basis", "currency"];
const PROVINCE = ["province", "address"];

interface Figures {
  /** Its name in the projection. */
  readonly query: string;
  readonly parameters: readonly string[];
  readonly read: (url: UrlParameters) => Outcome<Json>;
}

/** Figures as the view gives them. */
function figures(of: Figures): Route["run"] {
  return async (c) => {
    const answer = await askFigures(c, of);
    if (answer === null) return c.body(null, 304);
    return c.body(answer, 200, { "content-type": "application/json" });
  };
}

function askFigures(c: RouteContext, { query, parameters, read }: Figures): Promise<string | null> {
  const names = Object.fromEntries(parameters.map((name) => [name, z.string().optional()]));
  const url = checkedQuery(c, z.strictObject({ ...names, ...freshnessParameters }));
  const { consistency, min_position, ...rest } = url;
  const freshness = freshnessOf(c, { consistency, min_position });
  return queryView(c, { view: "orders", query, params: valueOf(read(rest)), freshness });
}

const behindFigure: Figures = {
  query: "events",
  parameters: [...RANGE, ...PROVINCE, "customer", "after", "limit"],
  read: readEventsParams,
};

/** The events behind a figure. */
async function readEvents(c: RouteContext): Promise<Response> {
  const answer = await askFigures(c, behindFigure);
  if (answer === null) return c.body(null, 304);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query gives such a page
  const page = parseJson(answer) as { positions: readonly number[]; next: number | null };
  const { text, last } = await askLog(c.env, (log) => log.eventsAt(page.positions));
  const next = last === page.positions.at(-1) ? page.next : last;
  if (next !== null) c.header("link", nextLink(c.req.url, "after", next));
  return c.body(`{"events":[${text}]}`, 200, { "content-type": "application/json" });
}

const ORDERS = [partOfCategory(ORDER_CATEGORY)];

/** Seed 3. */
export const orderRoutes: readonly Route[] = [
  { method: "POST", path: "/create", access: writes(ORDERS), run: createOrders },
  {
    method: "GET",
    path: "/",
    access: { ...reads(ORDERS), isPublic: asksForPage },
    run: showPageOrOrders,
  },
  {
    method: "GET",
    path: "/customers/top",
    access: reads(ORDERS),
    run: figures({
      query: "topCustomers",
      parameters: [...RANGE, "count"],
      read: readTopCustomersParams,
    }),
  },
  {
    method: "GET",
    path: "/orders/value",
    access: reads(ORDERS),
    run: figures({ query: "value", parameters: [...RANGE, "mode"], read: readValueParams }),
  },
  {
    method: "GET",
    path: "/sales/province",
    access: reads(ORDERS),
    run: figures({
      query: "provinces",
      parameters: [...RANGE, ...PROVINCE],
      read: readProvincesParams,
    }),
  },
  { method: "GET", path: "/orders/events", access: reads(ORDERS), run: readEvents },
];
