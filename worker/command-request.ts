import { formatInstant, parseInstant } from "../core/instant.ts";
import { isJsonObject, type Json } from "../core/json.ts";
import { MAX_DATA_BYTES } from "../core/limits.ts";
import { EVENT_ID } from "../core/names.ts";
import type { Executed } from "../durable/log-rpc.ts";
import { appendHeaders, idForRequest, nameReusedKey } from "./append-request.ts";
import { invalidBody } from "./checked.ts";
import { executeOne } from "./execute-one.ts";
import { refuseLonger } from "./new-events.ts";
import { expectedRevision } from "./preconditions.ts";
import { valueOf } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

/** A command as the system that owns the stream takes it. */
interface CommandRequest {
  readonly stream: string;
  readonly command: unknown;
  /** Of the first event; without it that of the request. */
  readonly id?: string | undefined;
  readonly occurredAt: string | null;
}

/** What a client sends: the input of a command, and maybe what its events are to have. */
interface Sent {
  readonly input: Json;
  /** Of the first event that follows. */
  readonly id: string | undefined;
  /** RFC 3339 in UTC; `null` for the time at which they are recorded. */
  readonly occurredAt: string | null;
}

/** A retry is known by the `id` in its body, or by an Idempotency-Key. Throws `invalid-body`. */
export function readSent(body: Json): Sent {
  if (!isJsonObject(body)) return { input: body, id: undefined, occurredAt: null };
  const { id, occurredAt, ...input } = body;
  return { input, id: readId(id), occurredAt: readTime(occurredAt) };
}

function readId(id: Json | undefined): string | undefined {
  if (id === undefined || (typeof id === "string" && EVENT_ID.test(id))) return id;
  throw wrong("id", "must be a string of 1 to 128 characters: the id of the first event");
}

function readTime(time: Json | undefined): string | null {
  if (time === undefined) return null;
  const instant = typeof time === "string" ? parseInstant(time) : undefined;
  if (instant) return formatInstant(instant);
  throw wrong("occurredAt", "must be an RFC 3339 time that exists");
}

function wrong(name: string, message: string): Error {
  return invalidBody([{ pointer: `/${name}`, keyword: "format", message }]);
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
    occurredAt: request.occurredAt,
    metadata: null,
  };
  return valueOf(nameReusedKey(await executeOne(c.env, execute)));
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
