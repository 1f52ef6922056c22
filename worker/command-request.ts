import { MAX_DATA_BYTES } from "../core/limits.ts";
import type { Executed } from "../durable/log-rpc.ts";
import { appendHeaders, idForRequest, nameReusedKey } from "./append-request.ts";
import { askLog } from "./log.ts";
import { refuseLonger } from "./new-events.ts";
import { expectedRevision } from "./preconditions.ts";
import { valueOf } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

/** A command as the system that owns the stream takes it. */
interface CommandRequest {
  readonly stream: string;
  readonly command: unknown;
  /** Its identity; without it that of the request. */
  readonly id?: string;
}

/** Lets the log decide a command, under the preconditions in the request's headers. */
export async function runCommand(c: RouteContext, request: CommandRequest): Promise<Executed> {
  const { headers } = c.req.raw;
  refuseLonger("data", request.command, MAX_DATA_BYTES);
  const execute = {
    stream: request.stream,
    expected: expectedRevision(headers),
    command: JSON.stringify(request.command),
    source: "api",
    id: request.id ?? idForRequest(headers),
    occurredAt: null,
    metadata: null,
  };
  const [outcome] = await askLog(c.env, (log) => log.execute([execute]));
  if (!outcome) throw new Error("The log answers each command");
  return valueOf(nameReusedKey(outcome));
}

/** 200 if nothing was written: the command came again, or changes nothing. */
export function commandStatus({ replayed, events }: Executed): 200 | 201 {
  return replayed || events.length === 0 ? 200 : 201;
}

/** The headers of every answer to a command. */
export function commandHeaders(executed: Executed): Record<string, string> {
  const { position, revision, events } = executed;
  const tag = { ETag: `"${revision}"` };
  if (events.length === 0) return { ...tag, "Log-Position": String(position) };
  return { ...tag, ...appendHeaders(position, executed) };
}
