import type { RecordedEvent } from "../../core/event.ts";
import type { Key } from "../../core/key.ts";
import type { Projection, Rows } from "../../core/projection.ts";
import { trusted } from "../trusted.ts";
import { SESSION_CATEGORY, type SessionEvent } from "./events.ts";
import { compareMoments, momentOf } from "./moment.ts";
import { findEvents, listSessions, readSession } from "./session-queries.ts";
import {
  ALL,
  byName,
  countsKey,
  inCategory,
  inSession,
  sessionKey,
  startKeys,
  type Mark,
  type SessionKey,
  type SessionRow,
} from "./session-rows.ts";

/** Events in the order of their occurrence, by all that they are looked for by, and the sessions that they make. */
export const sessionsProjection: Projection<SessionEvent> = {
  name: "sessions",
  version: 1,
  categories: [SESSION_CATEGORY],
  queries: { events: findEvents, sessions: listSessions, session: readSession },
  evolve(rows, event) {
    const { position, id, occurredAt, data } = event;
    const { session_id: session, name, category, timestamp } = data;
    const mark = { moment: momentOf(occurredAt, position), id, category, timestamp };
    addToIndexes(rows, event, mark);
    addToSession(rows, [session, name], mark);
    add(rows, [...countsKey([session, name]), category]);
  },
};

function addToIndexes(rows: Rows, { data }: RecordedEvent<SessionEvent>, { moment }: Mark): void {
  const { session_id: session, name, category } = data;
  rows.set([...ALL, ...moment], 0);
  rows.set([...inCategory(category), ...moment], name);
  rows.set([...byName(name), ...moment], 0);
  rows.set([...inSession(session), ...moment], [category, name]);
}

function addToSession(rows: Rows, of: SessionKey, mark: Mark): void {
  const key = sessionKey(of);
  const row = rows.get(key);
  const before = row === undefined ? undefined : trusted<SessionRow>(row);
  const after = before ? extended(before, mark) : { events: 1, start: mark, end: mark };
  rows.set(key, after);
  if (after.start !== mark) return;
  if (before) for (const old of startKeys(of, before.start.moment)) rows.delete(old);
  for (const place of startKeys(of, mark.moment)) rows.set(place, of);
}

function extended({ events, start, end }: SessionRow, mark: Mark): SessionRow {
  return {
    events: events + 1,
    start: compareMoments(mark.moment, start.moment) < 0 ? mark : start,
    end: compareMoments(mark.moment, end.moment) > 0 ? mark : end,
  };
}

function add(rows: Rows, key: Key): void {
  rows.set(key, Number(rows.get(key) ?? 0) + 1);
}
