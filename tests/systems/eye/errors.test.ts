import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ERROR_KINDS,
  ID_TAKEN,
  kindOf,
  TOO_LARGE,
  UNDECLARED,
} from "../../../systems/eye/error-kind.ts";
import { eyeProjection } from "../../../systems/eye/eye-projection.ts";
import { listErrors, type ErrorsPage } from "../../../systems/eye/eye-queries.ts";
import { valueOf } from "../../support/log-harness.ts";
import { MemoryRows } from "../../support/memory-rows.ts";

const HOUR_MS = 3_600_000;
const START = Date.parse("2026-01-31T22:30:00.000Z");

/** An error of each kind. */
const errors = {
  "unexpected-value": { pointer: "/data/host", keyword: "type", message: "must be a string" },
  "invalid-timestamp": { pointer: "/timestamp", keyword: "format", message: "must be a time" },
  "future-timestamp": { pointer: "/timestamp", keyword: "maximum", message: "must not be ahead" },
  "unknown-category": UNDECLARED,
  "not-an-event": { pointer: "", keyword: "type", message: "must be an object" },
  "foreign-application": { pointer: "/name", keyword: "const", message: "must be its own" },
  "id-taken": ID_TAKEN,
  "too-large": TOO_LARGE,
};

const refusal = fc.record({
  application: fc.constantFrom("App", "a.b", "unknown"),
  kind: fc.constantFrom(...ERROR_KINDS),
  minutesLater: fc.integer({ min: 0, max: 200 }),
});
type Refusal = typeof refusal extends fc.Arbitrary<infer Value> ? Value : never;

/** In the order of the log, with what was refused of others between. */
function refused(list: readonly Refusal[]) {
  let ms = START;
  return list.map(({ application, kind, minutesLater }, i) => {
    ms += minutesLater * 60_000;
    return { application, kind, ms, position: 2 * i + 1 };
  });
}

function project(list: ReturnType<typeof refused>): MemoryRows {
  const rows = new MemoryRows();
  for (const { application, kind, ms, position } of list) {
    const recordedAt = new Date(ms).toISOString();
    const about = {
      position,
      revision: position,
      recordedAt,
      occurredAt: recordedAt,
      metadata: {},
    };
    const data = { type: "party", id: `id-${position}`, errors: [{ ...errors[kind] }] };
    const event = { ...about, type: "EventQuarantined", source: "x", id: "x", data };
    eyeProjection.evolve(rows, { ...event, stream: `quarantine-eye.${application}` });
    const ended = { ...event, type: "QuarantineEnded", data: { revision: position } };
    eyeProjection.evolve(rows, { ...ended, stream: `quarantine-eye.${application}` });
    eyeProjection.evolve(rows, { ...event, stream: "quarantine-Bob.Fruits" });
  }
  return rows;
}

const request = fc.record({
  application: fc.option(fc.constantFrom("App", "a.b")),
  kind: fc.option(fc.constantFrom(...ERROR_KINDS)),
  by: fc.constantFrom("hour", "day"),
  from: fc.option(fc.integer({ min: 0, max: 20 })),
  to: fc.option(fc.integer({ min: 0, max: 20 })),
  limit: fc.integer({ min: 1, max: 4 }),
});

describe("kindOf", () => {
  it.each(ERROR_KINDS)("tells %s by the first error", (kind) => {
    expect(kindOf([errors[kind], TOO_LARGE])).toBe(kind);
  });
});

describe("the errors of The Eye", () => {
  it("are listed, the newest first, and counted by application, kind and time", () => {
    const history = fc.array(refusal, { maxLength: 40, size: "max" }).map(refused);
    fc.assert(
      fc.property(history, request, (all, { from, to, limit, ...one }) => {
        const rows = project(all);
        const hour = (n: number | null) =>
          n === null ? null : ([Math.floor(START / HOUR_MS) * 3600 + n * 3600, 0] as const);
        const range = { from: hour(from), to: hour(to) };
        const meant = all.filter(
          ({ application, kind, ms }) =>
            (one.application === null || application === one.application) &&
            (one.kind === null || kind === one.kind) &&
            (range.from === null || ms >= range.from[0] * 1000) &&
            (range.to === null || ms < range.to[0] * 1000),
        );
        const told: number[] = [];
        let kinds: ErrorsPage["kinds"] = [];
        for (let before: number | null = null; ;) {
          const asked = { ...one, ...range, before, limit };
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's own answer
          const page = valueOf(listErrors(rows, asked)) as unknown as ErrorsPage;
          told.push(...page.errors.map(({ position }) => position));
          kinds = page.kinds;
          if (page.next === null) break;
          before = page.next;
        }
        expect(told).toEqual(meant.map(({ position }) => position).toReversed());
        const size = (one.by === "day" ? 24 : 1) * HOUR_MS;
        const counts = Map.groupBy(meant, ({ application, kind, ms }) =>
          JSON.stringify([application, kind, Math.floor(ms / size) * size]),
        );
        const countsTold = kinds.flatMap(({ application, kind, buckets }) =>
          buckets.map(
            (bucket) =>
              [JSON.stringify([application, kind, Date.parse(bucket.from)]), bucket.count] as const,
          ),
        );
        expect(new Map(countsTold)).toEqual(
          new Map([...counts].map(([key, list]) => [key, list.length])),
        );
        for (const { count, buckets } of kinds)
          expect(buckets.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(count);
      }),
      { numRuns: 300 },
    );
  });
});
