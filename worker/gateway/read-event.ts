import type { Json } from "../../core/json.ts";
import { MAX_DATA_BYTES } from "../../core/limits.ts";
import type { Sent } from "../../systems/gateway/event-stream.ts";
import { topicName, type Topic } from "../../systems/gateway/topic.ts";
import { idForRequest } from "../append-request.ts";
import { refuseLonger } from "../new-events.ts";
import { problem } from "../problem-error.ts";
import { parseJsonBody, readBody, type RequestBody } from "../request-body.ts";

/** The JSON of a body, or of the only field of a form. Throws `invalid-body`, `invalid-json` and what `readBody` throws. */
export async function readJsonOrField(request: Request, field: string): Promise<Json> {
  refuseCloudEvent(request);
  const body = await readBody(request);
  return body.kind === "json" ? body.value : fieldOf(body, field);
}

/** Its attributes would be lost. */
function refuseCloudEvent({ headers }: Request): void {
  const type = headers.get("content-type") ?? "";
  if (!type.startsWith("application/cloudevents") && !headers.has("ce-specversion")) return;
  throw problem(
    "unsupported-media-type",
    "POST a CloudEvent to /v1/cloudevents, with the subject gateway-<client>.<event>.",
  );
}

function fieldOf({ fields }: Extract<RequestBody, { kind: "form" }>, field: string): Json {
  const text = fields.get(field);
  if (text !== undefined && fields.size === 1) return parseJsonBody(text);
  throw problem("invalid-body", `A form here has one field, "${field}", and it is JSON.`);
}

/** An event in a request to a topic, which an Idempotency-Key makes safe to send again. */
export function sentTo(topic: Topic, event: Json, headers: Headers): Sent {
  refuseLonger("data", event, MAX_DATA_BYTES);
  const identity = { source: topicName(topic), id: idForRequest(headers) };
  return {
    topic,
    event: { ...identity, type: topic.event, data: event, occurredAt: null, metadata: null },
    isRetryable: headers.has("idempotency-key"),
  };
}
