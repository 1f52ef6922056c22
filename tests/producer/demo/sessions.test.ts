import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../core/json.ts";
import { CATEGORIES, sessions } from "../../../producer/demo/sessions.ts";
import { jsonSchema } from "../../../worker/gateway/json-schema-kind.ts";

const UNTIL = "2026-10-31";
const DAY_MS = 86_400_000;
const options = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 1, max: 60 }),
  until: fc.constantFrom(UNTIL, "2025-03-01"),
});

describe("the demo's sessions", () => {
  it("are the same for the same options, and those of fewer are the first of more", () => {
    fc.assert(
      fc.property(options, ({ count, ...rest }) => {
        const some = sessions({ ...rest, count });
        expect(sessions({ ...rest, count })).toEqual(some);
        expect(sessions({ ...rest, count: count + 3 }).slice(0, count)).toEqual(some);
      }),
    );
  });

  it("have ids of their own, and lie within the year, in order of time", () => {
    fc.assert(
      fc.property(options, (some) => {
        const all = sessions(some);
        const end = Date.parse(some.until) + DAY_MS;
        const ids = all.flat().map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const events of all) {
          const times = events.map(({ timestamp }) => Date.parse(timestamp));
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(times[0]).toBeGreaterThanOrEqual(end - 365 * DAY_MS);
          expect(times.at(-1)).toBeLessThan(end);
          expect(new Set(events.map(({ name }) => name)).size).toBe(1);
        }
      }),
    );
  });

  it("fit the schemas of their categories", () => {
    const checks = new Map(
      CATEGORIES.map(({ name, schema }) => [
        name,
        jsonSchema.compile(parseJson(JSON.stringify(schema))),
      ]),
    );
    const events = sessions({ seed: 1, count: 100, until: UNTIL }).flat();
    for (const { category, data } of events) expect(checks.get(category)?.(data)).toEqual([]);
    expect(new Set(events.map(({ category }) => category)).size).toBe(CATEGORIES.length);
  });
});
