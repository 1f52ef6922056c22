import type { RecordedEvent } from "../core/event.ts";
import { parseJson, type Json } from "../core/json.ts";
import { metadataRule } from "./cloud-event-attributes.ts";
import { asUriReference } from "./uri-reference.ts";

/** Digits of 2^53-1, so that positions sort as text. */
const SEQUENCE_DIGITS = 16;

/** Events as CloudEvents. Both texts are JSON, separated by commas; the first are of EVENT_SHAPE. */
export function cloudEventsText(events: string): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- EVENT_SHAPE says so
  const recorded = parseJson(`[${events}]`) as unknown as readonly RecordedEvent[];
  return recorded.map((event) => JSON.stringify(cloudEvent(event))).join();
}

/**
 * An event with the attributes of CloudEvents, and those that its metadata can be. What is not there
 * cannot be told in CloudEvents. A `sequence` or `recordedtime` of the sender stands.
 */
function cloudEvent(event: RecordedEvent): Readonly<Record<string, Json | undefined>> {
  const { id, source, type, stream, occurredAt, recordedAt, data, metadata } = event;
  const isEmpty = metadata["datacontenttype"] === null;
  return {
    specversion: "1.0",
    id,
    source: asUriReference(source),
    type,
    subject: stream,
    time: occurredAt,
    datacontenttype: isEmpty ? undefined : "application/json",
    sequence: String(event.position).padStart(SEQUENCE_DIGITS, "0"),
    recordedtime: recordedAt,
    ...attributesIn(metadata),
    data: isEmpty ? undefined : data,
  };
}

function attributesIn(metadata: RecordedEvent["metadata"]): Record<string, Json> {
  const kept = Object.entries(metadata).filter(
    ([name, value]) => metadataRule(name)?.read(value) !== undefined,
  );
  return Object.fromEntries(kept);
}
