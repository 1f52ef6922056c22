import { success, type Outcome } from "../../core/problem.ts";
import type { Execute } from "../../durable/log-rpc.ts";
import { eyeSchemaStream } from "../../systems/eye/events.ts";
import { readEvent, type ReadEvent, type SentEvent } from "../../systems/eye/read-event.ts";
import type { Published } from "../../systems/gateway/event-stream.ts";
import type { Env } from "../env.ts";
import { executeOne } from "../execute-one.ts";
import { ending } from "../gateway/keep-unfit.ts";
import { publishAndEnd } from "../gateway/publish-and-end.ts";
import { publishedBy } from "../gateway/published-by.ts";
import { notInQuarantine } from "../gateway/quarantine.ts";
import { stillUnfit, type ToResend } from "../gateway/resend-to-topic.ts";
import { unmet } from "../gateway/unmet.ts";
import { problem } from "../problem-error.ts";
import type { RouteContext } from "../route.ts";
import { sha256 } from "../sha256.ts";
import { publishing } from "./event-commands.ts";
import { instantNow } from "./instant-now.ts";
import { judgeEvent, type Judged } from "./judge-event.ts";
import { reloadSchema } from "./known-schemas.ts";

/** Judged by a schema that another has replaced meanwhile: so often in a row, and it is told. */
const TRIES = 5;

/**
 * Sends an event of an application again, as a whole event, which keeps its id unless it has another one by now.
 * `schema-mismatch`: something stands against it still.
 */
export async function resendToEye(
  c: RouteContext,
  toResend: ToResend,
): Promise<Outcome<Published>> {
  const { record, data: value } = toResend;
  const { env } = c;
  const { application } = c.get("caller").scope;
  const read = readEvent(value, { application, now: instantNow() });
  const event = ownEvent(read);
  const { id = record.data.id } = read;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    if (event) await readSchemas(env, event);
    const judged = judgeEvent({ value, read });
    const command = event && publishing(event, id, judged);
    const sent = await sendOnce(env, toResend, { judged, command });
    if (sent.ok || sent.problem.code !== "wrong-expected-revision") return sent;
  }
  throw problem("log-too-busy", "The schema changes all the time.");
}

/** Nobody is told of the events of another application. */
function ownEvent({ event, application }: ReadEvent): SentEvent | undefined {
  return event?.data.name === application ? event : undefined;
}

interface Attempt {
  readonly judged: Judged;
  /** By which it is published; `undefined`: it is no event, or that of another application. */
  readonly command: Execute | undefined;
}

async function sendOnce(
  env: Env,
  toResend: ToResend,
  { judged, command }: Attempt,
): Promise<Outcome<Published>> {
  if (!command || judged.errors.length > 0) return knownOrUnfit(env, toResend, { judged, command });
  const { record } = toResend;
  // Its end is that of the identity that is sent, so that another one cannot be sent from here too.
  const identity = await sha256(JSON.stringify([command.source, command.id]));
  const end = ending(record, "resent", `${record.revision}/${identity}`);
  return publishAndEnd(env, [command, end], judged);
}

/** The first time it may have fitted: the schema is another one by now. */
async function knownOrUnfit(
  env: Env,
  { record, kept }: ToResend,
  { judged, command }: Attempt,
): Promise<Outcome<Published>> {
  const published = command && (await publishedBefore(env, command));
  if (published) return published;
  if (!kept) throw notInQuarantine(record.position);
  return stillUnfit(record, judged.version, judged.errors);
}

async function readSchemas(env: Env, { data: { category, name } }: SentEvent): Promise<void> {
  const streams = [eyeSchemaStream(category), eyeSchemaStream(category, name)];
  await Promise.all(streams.map((stream) => reloadSchema(env, stream)));
}

async function publishedBefore(
  env: Env,
  command: Execute,
): Promise<Outcome<Published> | undefined> {
  const question = { ...command, premises: unmet(command.stream) };
  const executed = await executeOne(env, question);
  if (executed.ok) return success(await publishedBy(env, executed.value));
  return executed.problem.code === "wrong-expected-revision" ? undefined : executed;
}
