import type { RecordedEvent } from "../../core/event.ts";
import { parseJson, type Json } from "../../core/json.ts";
import { MAX_DATA_BYTES } from "../../core/limits.ts";
import { categoryOf } from "../../core/names.ts";
import {
  failure,
  success,
  type Failure,
  type FieldError,
  type Outcome,
} from "../../core/problem.ts";
import {
  QUARANTINE_CATEGORY,
  type EventQuarantined,
  type QuarantinedEvent,
} from "../../systems/gateway/events.ts";
import type { Published } from "../../systems/gateway/event-stream.ts";
import { byCurrentSchema } from "../../systems/gateway/receive-event.ts";
import { topicName, topicOfStream, type Topic } from "../../systems/gateway/topic.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";
import { refuseLonger } from "../new-events.ts";
import { problem, valueOf, type ProblemError } from "../problem-error.ts";
import type { RouteContext } from "../route.ts";
import { ending, publishing } from "./gateway-commands.ts";
import { gatewayOf } from "./gateway-of.ts";
import { publishedBy } from "./published-by.ts";

interface Quarantined {
  readonly topic: Topic;
  /** Of its record in the quarantine's stream. */
  readonly revision: number;
  readonly data: EventQuarantined["data"];
  readonly occurredAt: string;
  readonly quarantinedAt: string;
}

/** An event in quarantine with its payload. Throws `quarantined-event-not-found`. */
export async function readQuarantined(
  env: Env,
  position: number,
): Promise<Quarantined & { readonly kept: QuarantinedEvent }> {
  const [record, kept] = await Promise.all([readRecord(env, position), readKept(env, position)]);
  if (!kept) throw notFound(position);
  return { ...record, kept };
}

/** Takes it out of quarantine for good; gives the position at which that is recorded. */
export async function deleteQuarantined(env: Env, position: number): Promise<number> {
  const record = await readQuarantined(env, position);
  const [outcome] = await askLog(env, (log) => log.execute([ending(record, "deleted")]));
  if (!outcome) throw new Error("The log answers each command");
  return valueOf(outcome).position;
}

export interface Resent {
  readonly topic: Topic;
  readonly published: Published;
}

/**
 * Publishes it, corrected or as it is, and takes it out of quarantine, both or nothing. It is published once:
 * a retry with the corrected event is answered as the first was, one without it finds nothing there. `schema-mismatch`: it does not fit yet, and stays where it is.
 */
export async function resendQuarantined(
  c: RouteContext,
  position: number,
  corrected: Json | undefined,
): Promise<Outcome<Resent>> {
  const record = await readRecord(c.env, position);
  const { topic } = record;
  const kept = await readKept(c.env, position);
  const data = corrected ?? kept?.event.data;
  if (data === undefined) throw notFound(position);
  refuseLonger("data", data, MAX_DATA_BYTES);
  const { type, source, id } = record.data;
  const metadata = kept?.event.metadata ?? null;
  const event = { type, source, id, metadata, occurredAt: record.occurredAt, data };
  const sent = { topic, event, isRetryable: true };
  const gateway = gatewayOf(c);
  return byCurrentSchema(gateway, topic, async (registration) => {
    const { version } = registration;
    const errors = gateway.checkOf(registration)(data);
    if (errors.length > 0) {
      // The first time it may have fitted: the schema is another one by now.
      const published = await gateway.stream.published(sent);
      if (published?.ok) return success({ topic, published: published.value });
      if (published) return published;
      if (!kept) throw notFound(position);
      return stillUnfit({ topic, version, position }, errors);
    }
    const commands = [publishing(sent, registration), ending(record, "resent")];
    const executed = await askLog(c.env, (log) => log.executeTogether(commands));
    if (!executed.ok) return executed;
    const [first] = executed.value;
    if (!first) throw new Error("The log answers each command");
    return success({ topic, published: await publishedBy(c.env, first, registration) });
  });
}

interface Unfit {
  readonly topic: Topic;
  readonly version: number;
  readonly position: number;
}

function stillUnfit({ topic, version, position }: Unfit, errors: readonly FieldError[]): Failure {
  const members = { topic: topicName(topic), version, quarantined: position };
  const detail = `The event does not fit version ${version} of ${topicName(topic)}. It stays in quarantine.`;
  return failure("schema-mismatch", detail, { members, errors });
}

async function readRecord(env: Env, position: number): Promise<Quarantined> {
  const { text } = await askLog(env, (log) => log.eventsAt([position]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the log gives whole events
  const [event] = parseJson(`[${text}]`) as unknown as RecordedEvent<EventQuarantined>[];
  if (!event || categoryOf(event.stream) !== QUARANTINE_CATEGORY) throw notFound(position);
  if (event.type !== "EventQuarantined") throw notFound(position);
  const { stream, revision, data, occurredAt, recordedAt } = event;
  return { topic: topicOfStream(stream), revision, data, occurredAt, quarantinedAt: recordedAt };
}

async function readKept(env: Env, position: number): Promise<QuarantinedEvent | undefined> {
  const text = await askLog(env, (log) => log.keptText(position));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is kept beside an EventQuarantined
  return text === null ? undefined : (parseJson(text) as unknown as QuarantinedEvent);
}

function notFound(position: number): ProblemError {
  return problem(
    "quarantined-event-not-found",
    `There is no event in quarantine at position ${position}.`,
    { members: { position } },
  );
}
