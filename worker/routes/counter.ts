import * as z from "zod";
import { isJsonObject, parseJson, type Json } from "../../core/json.ts";
import { EVENT_ID } from "../../core/names.ts";
import type { Members, StateRequest } from "../../durable/log-rpc.ts";
import { parseCounterInput } from "../../systems/counter/commands.ts";
import { COUNTER_STREAM } from "../../systems/counter/events.ts";
import { accepted } from "../accept.ts";
import { reads, writes } from "../access/route-access.ts";
import { appendHeaders, appendTo, idForRequest } from "../append-request.ts";
import { checkedBody, checkedQuery, refuseParameters } from "../checked.ts";
import { arrayResponse, pageResponse } from "../list-response.ts";
import { askLog } from "../log.ts";
import { newEvent } from "../new-events.ts";
import { limit, natural, naturalOf, time } from "../parameters.ts";
import { problem, valueOf } from "../problem-error.ts";
import { readBody, type RequestBody } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";

/** Seed 0. */
export const counterRoutes: readonly Route[] = [
  { method: "POST", path: "/event", access: writes([COUNTER_STREAM]), run: postEvent },
  { method: "GET", path: "/events", access: reads([COUNTER_STREAM]), run: listEvents },
  { method: "GET", path: "/value", access: reads([COUNTER_STREAM]), run: readValue },
  { method: "GET", path: "/value/:t", access: reads([COUNTER_STREAM]), run: readValueAfter },
];

const input = z.strictObject({
  type: z.unknown().optional(),
  value: z.unknown().optional(),
  id: z.string().regex(EVENT_ID, "must be a string of 1 to 128 characters").optional(),
});

async function postEvent(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const { type, value, id } = checkedBody(input, members(await readBody(c.req.raw)));
  const command = valueOf(parseCounterInput({ type, value }));
  const event = newEvent({ ...command, id }, idForRequest(c.req.raw.headers));
  const appended = valueOf(await appendTo(c, COUNTER_STREAM, [event]));
  const [recorded] = appended.spans;
  if (!recorded) throw new Error("An append has at least one event");
  const { position, revision: t, recordedAt } = recorded;
  const { type: as, data } = command;
  const body = { type: as, value: data.value, t, position, id: event.id, recordedAt };
  return c.json(body, appended.replayed ? 200 : 201, appendHeaders(position, appended));
}

/** The fields of the document's form may begin with a capital. */
const FORM_NAMES: ReadonlyMap<string, string> = new Map([
  ["Type", "type"],
  ["Value", "value"],
]);

function members(body: RequestBody): Json {
  if (body.kind === "json") return body.value;
  const fields = [...body.fields].map(
    ([name, value]) => [FORM_NAMES.get(name) ?? name, value] as const,
  );
  const names = new Set(fields.map(([name]) => name));
  if (names.size < fields.length)
    throw problem("invalid-body", "The form has a field in both spellings; send it once.");
  return Object.fromEntries(fields);
}

const SHAPE: Members = [
  ["type", "type"],
  ["value", { memberOfData: "value" }],
  ["t", "revision"],
  ["position", "position"],
  ["id", "id"],
  ["recordedAt", "recordedAt"],
];

const listQuery = z.strictObject({ after: natural.default(0), limit: limit.optional() });

async function listEvents(c: RouteContext): Promise<Response> {
  const query = checkedQuery(c, listQuery);
  const request = {
    by: "revision" as const,
    stream: COUNTER_STREAM,
    after: query.after,
    before: Number.MAX_SAFE_INTEGER,
    direction: "forward" as const,
    shape: SHAPE,
    separator: "," as const,
  };
  if (query.limit === undefined)
    return arrayResponse(c.env, { ...request, limit: Number.MAX_SAFE_INTEGER });
  return pageResponse(c, {
    request: { ...request, limit: query.limit },
    open: "[",
    close: "]",
  });
}

const valueQuery = z.strictObject({ at: time.optional() });

async function readValue(c: RouteContext): Promise<Response> {
  const { at } = checkedQuery(c, valueQuery);
  return valueResponse(c, at === undefined ? { revision: Number.MAX_SAFE_INTEGER } : { time: at });
}

async function readValueAfter(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  return valueResponse(c, { revision: naturalOf(c, "t") });
}

async function valueResponse(c: RouteContext, until: StateRequest["until"]): Promise<Response> {
  const type = accepted(c, ["application/json", "text/plain"]);
  const { state, revision: t } = valueOf(
    await askLog(c.env, (log) => log.state({ stream: COUNTER_STREAM, until })),
  );
  const value = valueIn(parseJson(state));
  const headers = { vary: "Accept", "cache-control": "no-cache" };
  return type === "text/plain"
    ? c.text(String(value), 200, headers)
    : c.json({ value, t }, 200, headers);
}

function valueIn(state: Json): number {
  const value = isJsonObject(state) ? state["value"] : undefined;
  if (typeof value !== "number") throw new Error("The counter's state has a value");
  return value;
}
