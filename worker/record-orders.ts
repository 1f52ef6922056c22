import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import { MAX_APPEND_EVENTS, MAX_DATA_BYTES } from "../core/limits.ts";
import { success, type Outcome, type Problem } from "../core/problem.ts";
import type { Execute, Executed } from "../durable/log-rpc.ts";
import { orderStream } from "../systems/orders/events.ts";
import { parseOrderEvent, type SentOrderEvent } from "../systems/orders/read-order.ts";
import type { Env } from "./env.ts";
import { askLog } from "./log.ts";
import { refuseLonger } from "./new-events.ts";
import { problem, ProblemError } from "./problem-error.ts";

/** Of the identities of order events: a sender's `event_id` is theirs, and need not differ from the ids of others. */
const SOURCE = "orders";

/** What became of one order event. */
export interface Recorded {
  readonly sent: SentOrderEvent;
  readonly executed: Executed;
}

/** Records order events, each for itself, in order. */
export async function recordOrders(
  env: Env,
  bodies: readonly Json[],
): Promise<readonly Outcome<Recorded>[]> {
  if (bodies.length > MAX_APPEND_EVENTS)
    throw problem(
      "too-large",
      `${bodies.length} events are too many for one request: send at most ${MAX_APPEND_EVENTS}.`,
    );
  const read = bodies.map(readOrder);
  const events = read.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const answers =
    events.length === 0 ? [] : await askLog(env, (log) => log.execute(events.map(toExecute)));
  const rest = answers.values();
  return read.map((outcome) => {
    if (!outcome.ok) return outcome;
    const answer = rest.next().value;
    if (!answer) throw new Error("The log answers each command");
    return answer.ok ? success({ sent: outcome.value, executed: answer.value }) : answer;
  });
}

function readOrder(body: Json): Outcome<SentOrderEvent> {
  try {
    const sent = parseOrderEvent(body);
    if (sent.ok) refuseLonger("data", body, MAX_DATA_BYTES);
    return sent;
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

function toExecute({ type, data, id, orderId, occurredAt }: SentOrderEvent): Execute {
  const command = JSON.stringify({ type, data });
  const stream = orderStream(orderId);
  return { stream, expected: "any", command, source: SOURCE, id, occurredAt, metadata: null };
}

export interface Verdicts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly results: readonly JsonObject[];
}

/** What is told of each of an array's events. */
export function verdictsOf(
  bodies: readonly Json[],
  outcomes: readonly Outcome<Recorded>[],
): Verdicts {
  const results = outcomes.map((outcome, index) =>
    outcome.ok ? taken(index, outcome.value) : refused(index, idIn(bodies[index]), outcome.problem),
  );
  const count = (status: string) => results.filter((result) => result["status"] === status).length;
  return {
    accepted: count("accepted"),
    duplicates: count("duplicate"),
    refused: count("refused"),
    results,
  };
}

function taken(index: number, { sent, executed }: Recorded): JsonObject {
  const status = executed.replayed ? "duplicate" : "accepted";
  return { index, id: sent.id, status, position: executed.position };
}

function refused(index: number, id: Json, { code, detail, errors = [] }: Problem): JsonObject {
  return {
    index,
    id,
    status: "refused",
    code,
    detail,
    errors: errors.map((error) => ({ ...error })),
  };
}

function idIn(body: Json | undefined): Json {
  const id = isJsonObject(body) ? body["event_id"] : null;
  return typeof id === "string" ? id : null;
}
