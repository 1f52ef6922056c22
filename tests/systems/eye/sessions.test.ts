import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonEqual } from "../../../core/json.ts";
import type { Moment } from "../../../systems/eye/moment.ts";
import {
  findEvents,
  listSessions,
  readSession,
  type FoundEvents,
  type SessionPage,
  type SessionsPage,
} from "../../../systems/eye/session-queries.ts";
import type { MemoryRows } from "../../support/memory-rows.ts";
import {
  APPLICATIONS,
  CATEGORIES,
  inOrder,
  microsOf,
  projectSessions,
  randomSessions,
  SESSIONS,
  type RecordedSessionEvent,
} from "../../support/session-history.ts";
import { valueOf } from "../../support/log-harness.ts";

const time = fc.option(
  fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, 1, 500_000, 999_999)),
);
const microsOfTime = ([seconds, micros]: readonly [number, number]) => seconds * 1_000_000 + micros;

const request = fc.record({
  session: fc.option(fc.constantFrom(...SESSIONS, "none")),
  category: fc.option(fc.constantFrom(...CATEGORIES, "none")),
  name: fc.option(fc.constantFrom(...APPLICATIONS)),
  from: time,
  to: time,
  limit: fc.integer({ min: 1, max: 5 }),
});
type Request = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

function isWithin(
  event: RecordedSessionEvent,
  { from, to }: Pick<Request, "from" | "to">,
): boolean {
  const at = microsOf(event);
  return (from === null || at >= microsOfTime(from)) && (to === null || at < microsOfTime(to));
}

function isMeant({ data }: RecordedSessionEvent, { session, category, name }: Request): boolean {
  return (
    (session === null || data.session_id === session) &&
    (category === null || data.category === category) &&
    (name === null || data.name === name)
  );
}

/** All pages, one behind the other. */
function pages<Page extends { readonly next: Moment | null }>(
  ask: (after: Moment | null) => Page,
): Page[] {
  const all: Page[] = [];
  for (let after: Moment | null = null; ;) {
    const page = ask(after);
    all.push(page);
    if (page.next === null) return all;
    if (all.length > 100) throw new Error("The list does not end");
    after = page.next;
  }
}

function found(rows: MemoryRows, { limit, ...asked }: Request): number[] {
  return pages((after) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's own answer
    const page = valueOf(findEvents(rows, { ...asked, after, limit })) as unknown as FoundEvents;
    expect(page.found.length).toBeLessThanOrEqual(limit);
    return page;
  }).flatMap((page) => page.found.map(([, , position]) => position));
}

describe("events of sessions", () => {
  it("are found as an array in order of occurrence has them, page by page", () => {
    fc.assert(
      fc.property(randomSessions, fc.array(request, { minLength: 5 }), (events, requests) => {
        const rows = projectSessions(events);
        for (const one of requests) {
          const expected = inOrder(events).filter(
            (event) => isMeant(event, one) && isWithin(event, one),
          );
          expect(found(rows, one)).toEqual(expected.map(({ position }) => position));
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** By session and application. */
function groups(events: readonly RecordedSessionEvent[]): RecordedSessionEvent[][] {
  const keyOf = ({ data }: RecordedSessionEvent) => JSON.stringify([data.session_id, data.name]);
  return [...Map.groupBy(inOrder(events), keyOf).values()];
}

function plainSession(events: readonly RecordedSessionEvent[]) {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) throw new Error("A session has an event");
  const categories = Map.groupBy(events, ({ data }) => data.category);
  const mark = ({ position, id, data }: RecordedSessionEvent) => ({
    position,
    id,
    category: data.category,
    timestamp: data.timestamp,
  });
  return {
    session_id: first.data.session_id,
    application: first.data.name,
    start: first.occurredAt,
    end: last.occurredAt,
    durationMs: (microsOf(last) - microsOf(first)) / 1000,
    events: events.length,
    categories: Object.fromEntries([...categories].map(([name, of]) => [name, of.length])),
    first: mark(first),
    last: mark(last),
  };
}

describe("sessions", () => {
  it("are what their events make them, the one that started last first", () => {
    const asked = fc.record({
      application: fc.option(fc.constantFrom(...APPLICATIONS)),
      from: time,
      to: time,
      limit: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(randomSessions, asked, (events, { limit, ...one }) => {
        const rows = projectSessions(events);
        const all = pages(
          (after) =>
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's own answer
            valueOf(listSessions(rows, { ...one, after, limit })) as unknown as SessionsPage,
        ).flatMap(({ sessions }) => sessions);
        const starts = groups(events).flatMap(([first]) => first ?? []);
        const expected = inOrder(starts)
          .toReversed()
          .filter((first) => isWithin(first, one))
          .filter(({ data }) => one.application === null || data.name === one.application)
          .map((first) => groups(events).find(([other]) => other === first) ?? []);
        expect(all).toEqual(expected.map(plainSession));
      }),
      { numRuns: 300 },
    );
  });

  it("are read with their events, all applications that have the id", () => {
    fc.assert(
      fc.property(randomSessions, fc.constantFrom(...SESSIONS), (events, session) => {
        const rows = projectSessions(events);
        const asked = { session, application: null, after: null, limit: 1000 };
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's own answer
        const page = valueOf(readSession(rows, asked)) as unknown as SessionPage;
        const own = events.filter(({ data }) => data.session_id === session);
        expect(page.found.map(([, , position]) => position)).toEqual(
          inOrder(own).map(({ position }) => position),
        );
        expect(page.sessions.length).toBe(groups(own).length);
      }),
    );
  });

  it("have the same rows in whatever order their events arrive", () => {
    const arrivals = randomSessions.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      ),
    );
    fc.assert(
      fc.property(arrivals, ([events, others]) => {
        const [some, same] = [projectSessions(events), projectSessions(others)];
        expect(jsonEqual(textsOf(some), textsOf(same))).toBe(true);
      }),
    );
  });
});

function textsOf(rows: MemoryRows): string[] {
  return rows.entries().map((entry) => JSON.stringify(entry));
}
