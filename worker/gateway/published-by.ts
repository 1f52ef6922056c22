import type { RecordedEvent } from "../../core/event.ts";
import { parseJson } from "../../core/json.ts";
import type { Executed } from "../../durable/log-rpc.ts";
import type { Published, Registration } from "../../systems/gateway/event-stream.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";

/** What a command published, which always is one event. If it was known, the event tells by which schema it was judged. */
export async function publishedBy(
  env: Env,
  { events, recordedAt, replayed }: Executed,
  by?: Pick<Registration, "version">,
): Promise<Published> {
  const [event] = events;
  if (!event || recordedAt === null) throw new Error("What is sent is one event");
  const { id, position, revision } = event;
  const version = by && !replayed ? by.version : await versionOf(env, position);
  return { id, position, revision, recordedAt, version, replayed };
}

async function versionOf(env: Env, position: number): Promise<number> {
  const { text } = await askLog(env, (log) => log.eventsAt([position]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the log gives whole events
  const [event] = parseJson(`[${text}]`) as unknown as RecordedEvent[];
  return Number(event?.metadata["schemaversion"] ?? 0);
}
