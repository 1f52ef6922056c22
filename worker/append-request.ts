import { v7 as timeOrderedId } from "uuid";
import { charsOf, packRows, type NewEvent } from "../core/event-rows.ts";
import { unnumberedId } from "../core/numbered-id.ts";
import { failure, type Outcome, type Problem } from "../core/problem.ts";
import type { Appended } from "../durable/log-rpc.ts";
import { askLog } from "./log.ts";
import { refuseLarge } from "./new-events.ts";
import { expectedRevision } from "./preconditions.ts";
import { problem } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

/** Of ids that were made from an Idempotency-Key. */
const KEYED = "idempotency-key/";

/**
 * The id for an event that comes without one. From an Idempotency-Key the same one is made each time,
 * so a retry is known by its events. Others are in the order of time, which keeps the index of
 * identities compact: random ones made an append of a hundred a quarter slower.
 */
export function idForRequest(headers: Headers): string {
  const header = headers.get("idempotency-key");
  if (header === null) return timeOrderedId();
  // A string of structured fields (RFC 9651) has quotes, which many clients leave out.
  const key = header.replace(/^"(.*)"$/, "$1");
  if (/^[\x21-\x7e]{1,100}$/.test(key)) return KEYED + unnumberedId(key);
  throw problem(
    "invalid-header",
    "Idempotency-Key must be 1 to 100 characters of ASCII without spaces.",
  );
}

/** Appends to a stream under the preconditions in the request's headers. */
export async function appendTo(
  c: RouteContext,
  stream: string,
  events: readonly NewEvent[],
): Promise<Outcome<Appended>> {
  const expected = expectedRevision(c.req.raw.headers);
  const rows = packRows(events);
  refuseLarge(events, charsOf(rows));
  const append = { stream, expected, rows };
  return nameReusedKey(await askLog(c.env, (log) => log.append(append)));
}

/** An id that is taken and was made from an Idempotency-Key is told as what it is to the client: a key that is. */
export function nameReusedKey<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.ok || !isKeyReused(outcome.problem)) return outcome;
  const detail =
    "This Idempotency-Key was sent with another request. Use a new key for a new request.";
  return failure("idempotency-key-reused", detail);
}

function isKeyReused({ code, members }: Problem): boolean {
  return code === "event-id-conflict" && String(members?.["id"]).startsWith(KEYED);
}

/** The headers of every answer to an append that ends at a position. */
export function appendHeaders(
  position: number,
  { replayed }: Pick<Appended, "replayed">,
): Record<string, string> {
  return {
    Location: `/v1/events/${position}`,
    "Log-Position": String(position),
    ...(replayed ? { "Idempotent-Replayed": "true" } : {}),
  };
}

/** The answer to an append of these events. */
export function appendedResponse(sent: readonly NewEvent[], appended: Appended): Response {
  const events: { id: string; position: number; revision: number }[] = [];
  for (const { position, revision, count } of appended.spans)
    for (let i = 0; i < count; i += 1) {
      const id = sent[events.length]?.id ?? "";
      events.push({ id, position: position + i, revision: revision + i });
    }
  const last = events.at(-1);
  if (!last) throw new Error("An append has at least one event");
  const body = { position: last.position, revision: last.revision, events };
  const headers = { ETag: `"${last.revision}"`, ...appendHeaders(last.position, appended) };
  return Response.json(body, { status: appended.replayed ? 200 : 201, headers });
}
