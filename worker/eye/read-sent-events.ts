import type { Json } from "../../core/json.ts";
import { numberedId } from "../../core/numbered-id.ts";
import { readEvent, type Sender } from "../../systems/eye/read-event.ts";
import { idForRequest } from "../append-request.ts";
import { inflated } from "../inflated.ts";
import { refuseCount } from "../new-events.ts";
import { mediaType, parseJsonBody, readJson, readText } from "../request-body.ts";
import type { Sent } from "./judge-event.ts";

/**
 * The events in a request, one or an array, as JSON or, since a page that goes away can send nothing else, as
 * `text/plain`; either may be compressed. Throws what `readJson` throws, and `invalid-body` for no events.
 */
export async function readSentEvents(request: Request, sender: Sender): Promise<readonly Sent[]> {
  const body = await readAnyText(inflated(request));
  const values: readonly Json[] = Array.isArray(body) ? body : [body];
  refuseCount(values);
  const idOfRequest = idForRequest(request.headers);
  const isKeyed = request.headers.has("idempotency-key");
  return values.map((value, index) => {
    const read = readEvent(value, sender);
    const id = read.id ?? numberedId(idOfRequest, index);
    return { value, read, id, isRetryable: isKeyed || read.id !== undefined };
  });
}

async function readAnyText(request: Request): Promise<Json> {
  if (mediaType(request) !== "text/plain") return readJson(request);
  return parseJsonBody(await readText(request));
}
