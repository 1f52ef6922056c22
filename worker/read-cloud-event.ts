import type { NewEvent } from "../core/event-rows.ts";
import { jsonPointer } from "../core/json-pointer.ts";
import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import { success, type Outcome } from "../core/problem.ts";
import { readMember, readOptional, refusal, type Reading } from "../systems/read-member.ts";
import { eventRules, isPlainJson, metadataRule } from "./cloud-event-attributes.ts";

/** A CloudEvent as the log takes it. */
export interface SentCloudEvent {
  readonly stream: string;
  readonly event: NewEvent;
}

/** Reads an event in CloudEvents' JSON format. Fails with `invalid-body`. */
export function readStructured(value: Json): Outcome<SentCloudEvent> {
  if (!isJsonObject(value))
    return refusal("invalid-body", [
      { pointer: "", keyword: "type", message: "must be a CloudEvent, as a JSON object" },
    ]);
  const { data, ...attributes } = value;
  return readCloudEvent(attributes, data);
}

/** The event of some attributes. Without `data` it has none. Fails with `invalid-body`. */
export function readCloudEvent(
  attributes: JsonObject,
  data: Json | undefined,
): Outcome<SentCloudEvent> {
  const reading: Reading = { members: withoutNulls(attributes), errors: [] };
  readMember(reading, "specversion", eventRules.specversion);
  const id = readMember(reading, "id", eventRules.id);
  const source = readMember(reading, "source", eventRules.source);
  const type = readMember(reading, "type", eventRules.type);
  const stream = readMember(reading, "subject", eventRules.subject);
  const occurredAt = readOptional(reading, "time", eventRules.time);
  const metadata = readMetadata(reading, data);
  if (id === undefined || source === undefined || type === undefined || stream === undefined)
    return refusal("invalid-body", reading.errors);
  if (reading.errors.length > 0) return refusal("invalid-body", reading.errors);
  const event = { id, source, type, occurredAt, metadata, data: data ?? null };
  return success({ stream, event });
}

/** An attribute that is null is one that is not there. */
function withoutNulls(attributes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

/** What the event is to keep beside what every event has; `null` if that is nothing. */
function readMetadata(reading: Reading, data: Json | undefined): JsonObject | null {
  const { datacontenttype: type, ...kept } = keptAttributes(reading);
  // The log has data for every event: this tells an event without any from one whose data is null.
  if (data === undefined) return { ...kept, datacontenttype: null };
  const saysMore = typeof type === "string" && !isPlainJson(type);
  const metadata = saysMore ? { ...kept, datacontenttype: type } : kept;
  return Object.keys(metadata).length === 0 ? null : metadata;
}

function keptAttributes({ members, errors }: Reading): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [name, value = null] of Object.entries(members)) {
    const rule = metadataRule(name);
    if (!rule) continue;
    const { keyword, message } = rule;
    if (rule.read(value) !== undefined) kept[name] = value;
    else errors.push({ pointer: jsonPointer([name]), keyword, message });
  }
  return kept;
}
