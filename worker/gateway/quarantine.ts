import type { RecordedEvent } from "../../core/event.ts";
import { parseJson } from "../../core/json.ts";
import { categoryOf } from "../../core/names.ts";
import {
  QUARANTINE_CATEGORY,
  type EventQuarantined,
  type QuarantinedEvent,
} from "../../systems/gateway/events.ts";
import { nameOfStream } from "../../systems/gateway/topic.ts";
import type { Env } from "../env.ts";
import { executeOne } from "../execute-one.ts";
import { askLog } from "../log.ts";
import { problem, valueOf, type ProblemError } from "../problem-error.ts";
import { ending } from "./keep-unfit.ts";

export interface Quarantined {
  /** Of the quarantine: of a topic, or `eye.<application>`. */
  readonly name: string;
  /** Of its record, in the log and in the quarantine's stream. */
  readonly position: number;
  readonly revision: number;
  readonly data: EventQuarantined["data"];
  readonly occurredAt: string;
  readonly quarantinedAt: string;
}

/** A record with what is kept of its event. Throws `quarantined-event-not-found`. */
export async function withKept(
  env: Env,
  record: Quarantined,
): Promise<Quarantined & { readonly kept: QuarantinedEvent }> {
  const kept = await readKept(env, record.position);
  if (!kept) throw notInQuarantine(record.position);
  return { ...record, kept };
}

/** Takes it out of quarantine for good; gives the position at which that is recorded. */
export async function deleteQuarantined(env: Env, record: Quarantined): Promise<number> {
  await withKept(env, record);
  return valueOf(await executeOne(env, ending(record, "deleted"))).position;
}

/** Its record, which stays when it has left the quarantine. Throws `quarantined-event-not-found`. */
export async function readRecord(env: Env, position: number): Promise<Quarantined> {
  const { text } = await askLog(env, (log) => log.eventsAt([position]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the log gives whole events
  const [event] = parseJson(`[${text}]`) as unknown as RecordedEvent<EventQuarantined>[];
  if (!event || categoryOf(event.stream) !== QUARANTINE_CATEGORY) throw notInQuarantine(position);
  if (event.type !== "EventQuarantined") throw notInQuarantine(position);
  const { stream, revision, data, occurredAt, recordedAt } = event;
  const place = { name: nameOfStream(stream), position, revision };
  return { ...place, data, occurredAt, quarantinedAt: recordedAt };
}

/** What is kept of it; `undefined`: it has left the quarantine. */
export async function readKept(env: Env, position: number): Promise<QuarantinedEvent | undefined> {
  const text = await askLog(env, (log) => log.keptText(position));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is kept beside an EventQuarantined
  return text === null ? undefined : (parseJson(text) as unknown as QuarantinedEvent);
}

export function notInQuarantine(position: number): ProblemError {
  return problem(
    "quarantined-event-not-found",
    `There is no event in quarantine at position ${position}.`,
    { members: { position } },
  );
}
