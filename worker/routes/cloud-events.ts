import { charsOf, packRows } from "../../core/event-rows.ts";
import { isJsonObject, type Json } from "../../core/json.ts";
import { success, type Outcome } from "../../core/problem.ts";
import type { Append, Appended } from "../../durable/log-rpc.ts";
import { topicName, type Topic } from "../../systems/gateway/topic.ts";
import { requirePermission } from "../access/caller.ts";
import { writes } from "../access/route-access.ts";
import { appendedResponse, appendTo } from "../append-request.ts";
import { refuseParameters } from "../checked.ts";
import { readCloudEventMessage } from "../cloud-event-request.ts";
import { receiveCloudEvent, topicIfOne } from "../gateway/receive-cloud-event.ts";
import { sentResponse } from "../gateway/sent-response.ts";
import { askLog } from "../log.ts";
import { refuseCount, refuseLarge } from "../new-events.ts";
import { expectedRevision } from "../preconditions.ts";
import { outcomeOf, problem, valueOf } from "../problem-error.ts";
import { readStructured, type SentCloudEvent } from "../read-cloud-event.ts";
import type { Route, RouteContext } from "../route.ts";
import { answerEach, verdictsResponse, type Taken } from "../verdicts.ts";

/** CloudEvents 1.0 by its HTTP binding. */
export const cloudEventRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/cloudevents", access: writes([]), run: takeCloudEvents },
];

async function takeCloudEvents(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const message = await readCloudEventMessage(c.req.raw);
  if (message.kind === "batch") return takeBatch(c, message.values);
  const sent = valueOf(message.sent);
  const { stream, event } = sent;
  requirePermission(c, "write", [stream]);
  const topic = topicIfOne(stream);
  if (topic) {
    const published = valueOf(await receiveCloudEvent(c, topic, sent));
    return sentResponse(c, topicName(topic), published);
  }
  return appendedResponse([event], valueOf(await appendTo(c, stream, [event])));
}

/** Each event for itself, in order: those of a batch have nothing in common but the request. */
async function takeBatch(c: RouteContext, values: readonly Json[]): Promise<Response> {
  refuseCount(values);
  if (expectedRevision(c.req.raw.headers) !== "any")
    throw problem(
      "invalid-header",
      "If-Match and If-None-Match are about one append; the events of a batch are one each. Send such an event by itself.",
    );
  const read = values.map((value) => outcomeOf(() => readBatched(c, value)));
  const outcomes = await answerEach(read, (batched) => answerBatched(c, batched));
  const taken = outcomes.map((outcome) =>
    outcome.ok ? success({ id: outcome.value.sent.event.id, ...outcome.value.answer }) : outcome,
  );
  return verdictsResponse(c, taken, (index) => idOf(values[index]));
}

interface Batched extends SentCloudEvent {
  readonly append: Append;
  readonly topic: Topic | undefined;
}

/** Throws what stands against an event of a batch. */
function readBatched(c: RouteContext, value: Json): Batched {
  const { stream, event } = valueOf(readStructured(value));
  requirePermission(c, "write", [stream]);
  const rows = packRows([event]);
  refuseLarge([event], charsOf(rows));
  return { stream, event, append: { stream, expected: "any", rows }, topic: topicIfOne(stream) };
}

/** Those for topics go through the gateway, one after the other; all others are appended in one turn before. */
async function answerBatched(
  c: RouteContext,
  batched: readonly Batched[],
): Promise<readonly Outcome<Pick<Taken, "position" | "replayed">>[]> {
  const appends = batched.flatMap(({ topic, append }) => (topic ? [] : [append]));
  const appended = (await askLog(c.env, (log) => log.appendEach(appends))).values();
  const outcomes: Outcome<Pick<Taken, "position" | "replayed">>[] = [];
  for (const one of batched) {
    const answer = one.topic
      ? await receiveCloudEvent(c, one.topic, one)
      : placeOf(appended.next().value);
    outcomes.push(answer);
    // A check may take a tenth of a second, and a call to the log lets no other request have its turn.
    if (one.topic) await scheduler.wait(0);
  }
  return outcomes;
}

function placeOf(
  outcome: Outcome<Appended> | undefined,
): Outcome<Pick<Taken, "position" | "replayed">> {
  if (!outcome) throw new Error("The log answers each of them");
  if (!outcome.ok) return outcome;
  const { replayed, spans } = outcome.value;
  return success({ position: spans[0]?.position ?? 0, replayed });
}

function idOf(value: Json | undefined): Json {
  const id = isJsonObject(value) ? value["id"] : null;
  return typeof id === "string" ? id : null;
}
