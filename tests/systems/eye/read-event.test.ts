import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../core/json.ts";
import { kindOf } from "../../../systems/eye/error-kind.ts";
import { readEvent, type Sender } from "../../../systems/eye/read-event.ts";
import { partyEvent } from "../../support/party.ts";

const sender: Sender = { application: undefined, now: { seconds: 1_700_000_000, micros: 0 } };

function without(name: string): Json {
  return Object.fromEntries(Object.entries(partyEvent()).filter(([key]) => key !== name));
}

function errorsOf(value: Json, from = sender): string[] {
  return readEvent(value, from).errors.map(({ pointer, keyword }) => `${keyword} ${pointer}`);
}

describe("an event of the document", () => {
  it("is read as it was sent, and occurred at its timestamp", () => {
    expect(readEvent(partyEvent({ id: "e-1" }), sender)).toEqual({
      application: "AppName",
      category: "party",
      id: "e-1",
      event: { data: partyEvent(), occurredAt: "2021-09-26T09:15:27.243860Z" },
      errors: [],
    });
  });

  it.each(["session_id", "category", "name", "data", "timestamp"])("must have its %s", (name) => {
    expect(errorsOf(without(name))).toEqual([`required /${name}`]);
    expect(readEvent(without(name), sender).event).toBe(undefined);
  });

  it("may have any data, null included", () => {
    for (const data of [null, 0, "x", [], { a: 1 }])
      expect(readEvent(partyEvent({ data }), sender).event?.data.data).toEqual(data);
  });

  it.each<[JsonObject, string, string]>([
    [{ session_id: "" }, "pattern /session_id", "not-an-event"],
    [{ session_id: "a\u0000" }, "pattern /session_id", "not-an-event"],
    [{ session_id: 5 }, "pattern /session_id", "not-an-event"],
    [{ category: "a/b" }, "pattern /category", "not-an-event"],
    [{ category: "x".repeat(65) }, "pattern /category", "not-an-event"],
    [{ name: 5 }, "pattern /name", "not-an-event"],
    [{ name: "x".repeat(65) }, "pattern /name", "not-an-event"],
    [{ timestamp: 7 }, "format /timestamp", "invalid-timestamp"],
    [{ timestamp: "2021-02-30 00:00:00" }, "format /timestamp", "invalid-timestamp"],
    [{ timestamp: "2999-01-01 00:00:00" }, "maximum /timestamp", "future-timestamp"],
    [{ id: "" }, "pattern /id", "not-an-event"],
    [{ id: null }, "pattern /id", "not-an-event"],
    [{ more: 1, most: 2 }, "additionalProperties /more", "not-an-event"],
  ])("is refused with %j", (over, error, kind) => {
    expect(errorsOf(partyEvent(over))).toEqual([error]);
    expect(kindOf(readEvent(partyEvent(over), sender).errors)).toBe(kind);
  });

  it("may be sent in the name of the sender's application only", () => {
    const own = { ...sender, application: "AppName" };
    expect(errorsOf(partyEvent(), own)).toEqual([]);
    const other = { ...sender, application: "Other" };
    expect(errorsOf(partyEvent(), other)).toEqual(["const /name"]);
    expect(readEvent(partyEvent(), other).application).toBe("Other");
    expect(kindOf(readEvent(partyEvent(), other).errors)).toBe("foreign-application");
    expect(readEvent(7, other).application).toBe("Other");
  });

  it("has all its errors told at once", () => {
    const wrong = partyEvent({ session_id: 1, timestamp: "yesterday", id: 5 });
    expect(errorsOf(wrong)).toEqual(["pattern /session_id", "format /timestamp", "pattern /id"]);
  });
});

describe("anything at all", () => {
  it("is either an event or has errors, of a kind", () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc
        .dictionary(
          fc.constantFrom("session_id", "category", "name", "data", "timestamp", "id", "__proto__"),
          fc.jsonValue(),
        )
        .map((over) => Object.assign({}, partyEvent(), over)),
    );
    fc.assert(
      fc.property(values, (value) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is JSON
        const { event, errors } = readEvent(value as Json, sender);
        if (errors.length === 0) expect(event).not.toBe(undefined);
        else expect(kindOf(errors)).toMatch(/^[a-z-]+$/);
      }),
    );
  });
});
