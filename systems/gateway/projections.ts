import type { RecordedEvent } from "../../core/event.ts";
import { categoryOf } from "../../core/names.ts";
import type { Projection, Rows } from "../../core/projection.ts";
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
  rowAs,
  topicKey,
  type QuarantinedRow,
  type ReasonRow,
  type TopicRow,
} from "./gateway-rows.ts";
import { listClients, listEvents, listQuarantined, listReasons } from "./queries.ts";
import { topicName, topicOfStream, type Topic } from "./topic.ts";

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
  version: 1,
  categories: [SCHEMA_CATEGORY, SENT_CATEGORY, QUARANTINE_CATEGORY],
  evolve(rows, event) {
    const topic = topicOfStream(event.stream);
    const category = categoryOf(event.stream);
    // oxlint-disable typescript/no-unsafe-type-assertion -- the deciders of these categories make no others
    if (category === SCHEMA_CATEGORY) register(rows, topic, event as RecordedEvent<SchemaEvent>);
    else if (category === SENT_CATEGORY) count(rows, topic, event);
    else quarantine(rows, topic, event as RecordedEvent<QuarantineEvent>);
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
  rows.set(key, changed(rowAs<TopicRow>(rows.get(key) ?? NEW_TOPIC)));
}

function register(rows: Rows, topic: Topic, event: RecordedEvent<SchemaEvent>): void {
  const { compatibility } = event.data;
  change(rows, topic, (row) =>
    event.type === "CompatibilityChanged"
      ? { ...row, compatibility }
      : { ...row, compatibility, version: event.data.version, registeredAt: event.recordedAt },
  );
}

function count(rows: Rows, topic: Topic, { recordedAt }: RecordedEvent): void {
  change(rows, topic, (row) => ({ ...row, sent: row.sent + 1, lastSentAt: recordedAt }));
}

function quarantine(rows: Rows, topic: Topic, event: RecordedEvent<QuarantineEvent>): void {
  if (event.type === "EventQuarantined") enter(rows, topic, event);
  else leave(rows, topic, event.data.revision);
}

type Entered = Extract<RecordedEvent<QuarantineEvent>, { type: "EventQuarantined" }>;

function enter(rows: Rows, topic: Topic, { data, position, revision, recordedAt }: Entered): void {
  const name = topicName(topic);
  const row: QuarantinedRow = { topic: name, ...data, quarantinedAt: recordedAt };
  rows.set(quarantinedKey(position), row);
  rows.set(placeKey(name, revision), position);
  const key = reasonKey(name, data.reason);
  const before = rows.get(key);
  const reason: ReasonRow = {
    count: before === undefined ? 1 : rowAs<ReasonRow>(before).count + 1,
    quarantinedAt: recordedAt,
  };
  rows.set(key, reason);
  change(rows, topic, (one) => ({ ...one, quarantined: one.quarantined + 1 }));
}

function leave(rows: Rows, topic: Topic, revision: number): void {
  const name = topicName(topic);
  const place = placeKey(name, revision);
  const position = Number(rows.get(place));
  const row = rows.get(quarantinedKey(position));
  if (row === undefined) throw new Error(`Nothing was quarantined in ${name} at ${revision}`);
  rows.delete(place);
  rows.delete(quarantinedKey(position));
  takeFromReason(rows, name, rowAs<QuarantinedRow>(row).reason);
  change(rows, topic, (one) => ({ ...one, quarantined: one.quarantined - 1 }));
}

function takeFromReason(rows: Rows, topic: string, reason: string): void {
  const key = reasonKey(topic, reason);
  const row = rowAs<ReasonRow>(rows.get(key) ?? null);
  if (row.count === 1) rows.delete(key);
  else rows.set(key, { ...row, count: row.count - 1 });
}
