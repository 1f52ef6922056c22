import type { Json } from "../core/json.ts";
import type { Outcome } from "../core/problem.ts";
import { CLOUD_EVENTS_BATCH, isJsonType, ONE_CLOUD_EVENT } from "./cloud-event-attributes.ts";
import { ATTRIBUTE_PREFIX, attributesIn, toldByHeaders } from "./cloud-event-headers.ts";
import { problem } from "./problem-error.ts";
import { readCloudEvent, readStructured, type SentCloudEvent } from "./read-cloud-event.ts";
import { mediaType, parseJsonBody, readText } from "./request-body.ts";

/** What a request brings by the HTTP binding of CloudEvents; the events of a batch have not been looked at. */
type CloudEventMessage =
  | { readonly kind: "one"; readonly sent: Outcome<SentCloudEvent> }
  | { readonly kind: "batch"; readonly values: readonly Json[] };

const ANY_FORMAT = "application/cloudevents";

/** Reads the event in a request, or the batch of them, in whichever of the three modes it comes. */
export async function readCloudEventMessage(request: Request): Promise<CloudEventMessage> {
  const type = mediaType(request);
  if (type === CLOUD_EVENTS_BATCH) return { kind: "batch", values: await readBatch(request) };
  if (type === ONE_CLOUD_EVENT)
    return { kind: "one", sent: readStructured(parseJsonBody(await readText(request))) };
  if (type.startsWith(ANY_FORMAT) || !request.headers.has(`${ATTRIBUTE_PREFIX}specversion`))
    throw problem(
      "unsupported-media-type",
      `Send a CloudEvent: as ${ONE_CLOUD_EVENT}, as ${CLOUD_EVENTS_BATCH}, or with its attributes as headers, among them ce-specversion.`,
    );
  return { kind: "one", sent: await readBinary(request, type) };
}

async function readBatch(request: Request): Promise<readonly Json[]> {
  const body = parseJsonBody(await readText(request));
  if (Array.isArray(body)) return body;
  throw problem("invalid-body", "A batch is an array of CloudEvents.");
}

async function readBinary(request: Request, type: string): Promise<Outcome<SentCloudEvent>> {
  const attributes = attributesIn(request.headers);
  const text = await readText(request);
  if (!isJsonType(type) && (type !== "" || text !== ""))
    throw problem(
      "unsupported-media-type",
      `The data of an event is JSON here: send Content-Type: application/json, or one that ends in +json, not "${type}".`,
    );
  const data = text === "" ? undefined : parseJsonBody(text);
  const sent = readCloudEvent(attributes, data);
  return sent.ok ? sent : toldByHeaders(sent.problem.errors ?? []);
}
