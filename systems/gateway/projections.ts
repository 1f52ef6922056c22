import type { RecordedEvent } from "../../core/event.ts";
import { categoryOf } from "../../core/names.ts";
import type { Projection, Rows } from "../../core/projection.ts";
import { trusted } from "../trusted.ts";
import {
  QUARANTINE_CATEGORY,
  SCHEMA_CATEGORY,
  SENT_CATEGORY,
  type QuarantineEvent,
  type SchemaEvent,
} from "./events.ts";
import {
  placeKey,
  quarantinedKey,
  reasonKey,
  topicKey,
  type QuarantinedRow,
  type ReasonRow,
  type TopicRow,
} from "./gateway-rows.ts";
import { listClients, listEvents, listQuarantined, listReasons } from "./queries.ts";
import { nameOfStream, topicOf, topicOfStream, type Topic } from "./topic.ts";

const NEW_TOPIC: TopicRow = {
  version: 0,
  compatibility: "BACKWARD",
  registeredAt: "",
  sent: 0,
  lastSentAt: null,
  quarantined: 0,
};

/** What each client has registered and sent, and what is in quarantine, with the reasons. */
export const gatewayProjection: Projection = {
  name: "gateway",
  version: 2,
  categories: [SCHEMA_CATEGORY, SENT_CATEGORY, QUARANTINE_CATEGORY],
  evolve(rows, event) {
    const category = categoryOf(event.stream);
    // oxlint-disable typescript/no-unsafe-type-assertion -- the deciders of these categories make no others
    if (category === SCHEMA_CATEGORY) register(rows, event as RecordedEvent<SchemaEvent>);
    else if (category === SENT_CATEGORY) count(rows, event);
    else quarantine(rows, event as RecordedEvent<QuarantineEvent>);
    // oxlint-enable typescript/no-unsafe-type-assertion
  },
  queries: {
    clients: listClients,
    events: listEvents,
    quarantined: listQuarantined,
    reasons: listReasons,
  },
};

function change(rows: Rows, { client, event }: Topic, changed: (row: TopicRow) => TopicRow): void {
  const key = topicKey(client, event);
  rows.set(key, changed(trusted<TopicRow>(rows.get(key) ?? NEW_TOPIC)));
}

function register(rows: Rows, event: RecordedEvent<SchemaEvent>): void {
  const { compatibility } = event.data;
  change(rows, topicOfStream(event.stream), (row) =>
    event.type === "CompatibilityChanged"
      ? { ...row, compatibility }
      : { ...row, compatibility, version: event.data.version, registeredAt: event.recordedAt },
  );
}

function count(rows: Rows, { stream, recordedAt }: RecordedEvent): void {
  const sent = (row: TopicRow) => ({ ...row, sent: row.sent + 1, lastSentAt: recordedAt });
  change(rows, topicOfStream(stream), sent);
}

function quarantine(rows: Rows, event: RecordedEvent<QuarantineEvent>): void {
  const name = nameOfStream(event.stream);
  if (event.type === "EventQuarantined") enter(rows, name, event);
  else leave(rows, name, event.data.revision);
}

/** Applications of The Eye have a quarantine, and are no topics. */
function countQuarantined(rows: Rows, name: string, more: 1 | -1): void {
  const topic = topicOf(name);
  if (topic) change(rows, topic, (row) => ({ ...row, quarantined: row.quarantined + more }));
}

type Entered = Extract<RecordedEvent<QuarantineEvent>, { type: "EventQuarantined" }>;

function enter(rows: Rows, name: string, { data, position, revision, recordedAt }: Entered): void {
  const row: QuarantinedRow = { topic: name, ...data, quarantinedAt: recordedAt };
  rows.set(quarantinedKey(position), row);
  rows.set(placeKey(name, revision), position);
  const key = reasonKey(name, data.reason);
  const before = rows.get(key);
  const reason: ReasonRow = {
    count: before === undefined ? 1 : trusted<ReasonRow>(before).count + 1,
    quarantinedAt: recordedAt,
  };
  rows.set(key, reason);
  countQuarantined(rows, name, 1);
}

function leave(rows: Rows, name: string, revision: number): void {
  const place = placeKey(name, revision);
  const position = Number(rows.get(place));
  const row = rows.get(quarantinedKey(position));
  if (row === undefined) throw new Error(`Nothing was quarantined in ${name} at ${revision}`);
  rows.delete(place);
  rows.delete(quarantinedKey(position));
  takeFromReason(rows, name, trusted<QuarantinedRow>(row).reason);
  countQuarantined(rows, name, -1);
}

function takeFromReason(rows: Rows, topic: string, reason: string): void {
  const key = reasonKey(topic, reason);
  const row = trusted<ReasonRow>(rows.get(key) ?? null);
  if (row.count === 1) rows.delete(key);
  else rows.set(key, { ...row, count: row.count - 1 });
}
