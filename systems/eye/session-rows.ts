import type { Key } from "../../core/key.ts";
import { reversed, type Moment } from "./moment.ts";

/**
 * The rows of the view of sessions, by key. A moment is three elements: seconds, microseconds, position.
 *
 *     ["all", …moment]                          0
 *     ["category", category, …moment]           the application
 *     ["name", application, …moment]            0
 *     ["in", session, …moment]                  [category, application]
 *     ["session", session, application]         as SessionRow
 *     ["count", session, application, category] how many events
 *     ["started", …reversed moment]             [session, application]
 *     ["started-by", application, …reversed]    [session, application]
 *
 * A session is one of an application: two that use the same id have a session each.
 */
export type SessionRow = {
  readonly events: number;
  readonly start: Mark;
  readonly end: Mark;
};

/** An event at an end of a session. */
export type Mark = {
  readonly moment: Moment;
  readonly id: string;
  readonly category: string;
  readonly timestamp: string;
};

export const ALL: Key = ["all"];
export const STARTED: Key = ["started"];

export function inCategory(category: string): Key {
  return ["category", category];
}

export function byName(application: string): Key {
  return ["name", application];
}

export function inSession(session: string): Key {
  return ["in", session];
}

export function startedBy(application: string): Key {
  return ["started-by", application];
}

/** Which session of which application. */
export type SessionKey = readonly [session: string, application: string];

export function sessionKey([session, application]: SessionKey): Key {
  return ["session", session, application];
}

export function countsKey([session, application]: SessionKey): Key {
  return ["count", session, application];
}

/** Where a session stands among others, the one that started last first. */
export function startKeys([, application]: SessionKey, start: Moment): readonly Key[] {
  const last = reversed(start);
  return [
    [...STARTED, ...last],
    [...startedBy(application), ...last],
  ];
}
