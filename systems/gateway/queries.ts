import type { Key } from "../../core/key.ts";
import { success } from "../../core/problem.ts";
import type { Query, ReadableRows } from "../../core/projection.ts";
import { trusted } from "../trusted.ts";
import {
  PLACE,
  QUARANTINED,
  quarantinedKey,
  REASON,
  TOPIC,
  type QuarantinedRow,
  type ReasonRow,
  type TopicRow,
} from "./gateway-rows.ts";

/** Events of a client whose names sort after this one (by code point), and how many at most. */
export type EventsRequest = {
  readonly client: string;
  readonly after: string;
  readonly limit: number;
};

export type ShownEvent = TopicRow & { readonly name: string };
export type EventsPage = {
  readonly events: readonly ShownEvent[];
  /** The name after which the list goes on; `null` at its end. */
  readonly next: string | null;
};

/** What a client has registered, in the order of the names: answers an EventsRequest with an EventsPage. */
export const listEvents: Query = (rows, params) => {
  const { client, after, limit } = trusted<EventsRequest>(params);
  const events: ShownEvent[] = [];
  for (const { key, row } of rows.scan(
    [TOPIC, client, `${after}\u0000`],
    [TOPIC, `${client}\u0000`],
  )) {
    if (events.length === limit)
      return success({ events, next: events.at(-1)?.name ?? null } satisfies EventsPage);
    events.push({ name: String(key[2]), ...trusted<TopicRow>(row) });
  }
  return success({ events, next: null } satisfies EventsPage);
};

/** Clients whose names sort after this one (by code point), and how many at most. */
export type ClientsRequest = { readonly after: string; readonly limit: number };

export type ShownClient = {
  readonly client: string;
  readonly events: number;
  readonly sent: number;
  readonly quarantined: number;
};

export type ClientsPage = {
  readonly clients: readonly ShownClient[];
  /** The name after which the list goes on; `null` at its end. */
  readonly next: string | null;
};

/** Clients in the order of their names: answers a ClientsRequest with a ClientsPage. */
export const listClients: Query = (rows, params) => {
  const { after, limit } = trusted<ClientsRequest>(params);
  const clients: ShownClient[] = [];
  for (const { key, row } of rows.scan([TOPIC, `${after}\u0000`], END_OF_TOPICS)) {
    const client = String(key[1]);
    const last = clients.at(-1);
    const { sent, quarantined } = trusted<TopicRow>(row);
    if (last?.client === client)
      clients[clients.length - 1] = {
        client,
        events: last.events + 1,
        sent: last.sent + sent,
        quarantined: last.quarantined + quarantined,
      };
    else if (clients.length < limit) clients.push({ client, events: 1, sent, quarantined });
    else return success({ clients, next: last?.client ?? null } satisfies ClientsPage);
  }
  return success({ clients, next: null } satisfies ClientsPage);
};

/** The first key behind those of all topics. */
const END_OF_TOPICS: Key = [`${TOPIC}s`];

export type QuarantinedRequest = {
  /** `null`: all there are. */
  readonly topic: string | null;
  readonly reason: string | null;
  /** A position: events behind it are given. */
  readonly after: number;
  readonly limit: number;
};

export type ShownQuarantined = QuarantinedRow & { readonly position: number };
export type QuarantinedPage = {
  readonly events: readonly ShownQuarantined[];
  /** The position after which the list goes on; `null` at its end. */
  readonly next: number | null;
};

/** Events in quarantine, the oldest first: answers a QuarantinedRequest with a QuarantinedPage. */
export const listQuarantined: Query = (rows, params) => {
  const { topic, reason, after, limit } = trusted<QuarantinedRequest>(params);
  const events: ShownQuarantined[] = [];
  for (const found of topic === null ? inLog(rows, after) : inTopic(rows, topic, after)) {
    if (reason !== null && found.reason !== reason) continue;
    if (events.length === limit)
      return success({ events, next: events.at(-1)?.position ?? null } satisfies QuarantinedPage);
    events.push(found);
  }
  return success({ events, next: null } satisfies QuarantinedPage);
};

function* inLog(rows: ReadableRows, after: number): Generator<ShownQuarantined> {
  for (const { key, row } of rows.scan(quarantinedKey(after + 1), [`${QUARANTINED}s`]))
    yield { position: Number(key[1]), ...trusted<QuarantinedRow>(row) };
}

/** A topic has a thousand of them at most. */
function* inTopic(rows: ReadableRows, topic: string, after: number): Generator<ShownQuarantined> {
  for (const { row: position } of rows.scan([PLACE, topic])) {
    if (Number(position) <= after) continue;
    const row = rows.get(quarantinedKey(Number(position)));
    if (row !== undefined) yield { position: Number(position), ...trusted<QuarantinedRow>(row) };
  }
}

/** All that `reasons` takes: a topic, or `null` for all there are; and how many at most. */
export type ReasonsRequest = { readonly topic: string | null; readonly limit: number };

export type ShownReason = ReasonRow & { readonly topic: string; readonly reason: string };
export type Reasons = { readonly reasons: readonly ShownReason[] };

/** Why events are in quarantine, by topic: answers a ReasonsRequest with Reasons. */
export const listReasons: Query = (rows, params) => {
  const { topic, limit } = trusted<ReasonsRequest>(params);
  const reasons: ShownReason[] = [];
  for (const { key, row } of rows.scan(topic === null ? [REASON] : [REASON, topic])) {
    if (reasons.length === limit) break;
    reasons.push({ topic: String(key[1]), reason: String(key[2]), ...trusted<ReasonRow>(row) });
  }
  return success({ reasons } satisfies Reasons);
};
