import { isJsonObject, type Json } from "../core/json.ts";
import { MAX_DATA_BYTES } from "../core/limits.ts";
import type { Outcome } from "../core/problem.ts";
import type { Execute, Executed } from "../durable/log-rpc.ts";
import { orderStream } from "../systems/orders/events.ts";
import { parseOrderEvent, type SentOrderEvent } from "../systems/orders/read-order.ts";
import type { Env } from "./env.ts";
import { askLog } from "./log.ts";
import { refuseLonger } from "./new-events.ts";
import { outcomeOf, valueOf } from "./problem-error.ts";
import { answerEach, type Answered } from "./verdicts.ts";

/** Of the identities of order events: a sender's `event_id` is theirs, and need not differ from the ids of others. */
const SOURCE = "orders";

/** What became of one order event. */
export type Recorded = Answered<SentOrderEvent, Executed>;

/** Records order events, each for itself, in order. */
export function recordOrders(
  env: Env,
  bodies: readonly Json[],
): Promise<readonly Outcome<Recorded>[]> {
  const read = bodies.map((body) => outcomeOf(() => readOrder(body)));
  return answerEach(read, (events) => askLog(env, (log) => log.execute(events.map(toExecute))));
}

function readOrder(body: Json): SentOrderEvent {
  const sent = valueOf(parseOrderEvent(body));
  refuseLonger("data", body, MAX_DATA_BYTES);
  return sent;
}

function toExecute({ type, data, id, orderId, occurredAt }: SentOrderEvent): Execute {
  const command = JSON.stringify({ type, data });
  const stream = orderStream(orderId);
  return { stream, expected: "any", command, source: SOURCE, id, occurredAt, metadata: null };
}

/** The id with which an order event was sent, if it has one. */
export function orderEventId(body: Json | undefined): Json {
  const id = isJsonObject(body) ? body["event_id"] : null;
  return typeof id === "string" ? id : null;
}
