import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import type { CompatibilityMode } from "../../../systems/gateway/compatibility-mode.ts";
import type { SchemaEvent } from "../../../systems/gateway/events.ts";
import {
  MAX_TOTAL_BYTES,
  MAX_VERSIONS,
  schemaDecider,
  type Registered,
} from "../../../systems/gateway/schema-commands.ts";

const registered = (version: number, schema: Json): SchemaEvent => ({
  type: "SchemaRegistered",
  data: { version, schema, hash: `h${version}`, compatibility: "BACKWARD", totalBytes: version },
});

function decide(
  given: readonly SchemaEvent[],
  schema: Json,
  compatibility: CompatibilityMode | null = null,
) {
  const state = given.reduce<Registered>(
    (before, event) => schemaDecider.evolve(before, event),
    schemaDecider.initial,
  );
  return schemaDecider.decide(
    { type: "register", schema, hash: "new", bytes: 1, compatibility },
    state,
  );
}

describe("a topic's registry", () => {
  it("numbers versions, which are BACKWARD compatible if nothing else is said", () => {
    expect(decide([], true)).toEqual({
      ok: true,
      value: [
        {
          type: "SchemaRegistered",
          data: { version: 1, schema: true, hash: "new", compatibility: "BACKWARD", totalBytes: 1 },
        },
      ],
    });
    expect(decide([registered(1, true)], { type: "string" }, "NONE")).toMatchObject({
      value: [{ data: { version: 2, compatibility: "NONE" } }],
    });
  });

  it("makes no new version of the current schema, whatever the order of its members", () => {
    const given = [registered(1, { type: "string", title: "a" })];
    expect(decide(given, { title: "a", type: "string" })).toEqual({ ok: true, value: [] });
    expect(decide([...given, registered(2, true)], { title: "a", type: "string" })).toMatchObject({
      value: [{ data: { version: 3 } }],
    });
  });

  it("changes what later schemas must keep without a new version, and remembers it", () => {
    const changed = decide([registered(1, true)], true, "FULL");
    expect(changed).toEqual({
      ok: true,
      value: [{ type: "CompatibilityChanged", data: { compatibility: "FULL" } }],
    });
    const given = [registered(1, true), ...(changed.ok ? changed.value : [])];
    expect(decide(given, false)).toMatchObject({
      value: [{ data: { version: 2, compatibility: "FULL" } }],
    });
  });

  it("has a bound for the texts of all versions", () => {
    const state = { ...schemaDecider.initial, totalBytes: MAX_TOTAL_BYTES - 5 };
    const draft = { type: "register", schema: true, hash: "h", compatibility: null } as const;
    expect(schemaDecider.decide({ ...draft, bytes: 5 }, state)).toMatchObject({ ok: true });
    expect(schemaDecider.decide({ ...draft, bytes: 6 }, state)).toMatchObject({ ok: false });
  });

  it("has a bound", () => {
    const given = Array.from({ length: MAX_VERSIONS }, (_, i) =>
      registered(i + 1, { title: `${i}` }),
    );
    expect(decide(given.slice(1), true)).toMatchObject({ ok: false });
    expect(decide(given.slice(0, -1), true)).toMatchObject({ ok: true });
    expect(decide(given, true)).toMatchObject({ ok: false, problem: { code: "refused" } });
  });
});
