import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRows, unpackRows, type NewEvent } from "../../core/event-rows.ts";
import { isJsonObject, parseJson, type Json } from "../../core/json.ts";
import { MAX_APPEND_EVENTS, MAX_DATA_BYTES } from "../../core/limits.ts";

/** SQLite on the platform takes texts of less than 2 MB. */
const MAX_TEXT_BYTES = 2_000_000;

const anyText = fc.string({ unit: "binary", maxLength: 20 });
/** As it comes out of JSON, so without -0. */
const json = <T>(values: fc.Arbitrary<T>) =>
  values.map((value) => parseJson(JSON.stringify(value)));
const anyJson = json(fc.jsonValue({ maxDepth: 2, stringUnit: "binary" }));
const metadata = json(
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
).filter(isJsonObject);

const fields = {
  type: anyText,
  id: anyText,
  data: anyJson,
  source: fc.constantFrom("api", "eye", "shop/1", "ä€😀"),
  occurredAt: fc.option(fc.constantFrom("2021-02-03T10:00:00.000Z", "2021-02-03T10:00:00.123456Z")),
  metadata: fc.option(metadata),
};
const none = fc.constant(null);
const event = fc.record(fields);
/** Events that agree on all but their types. */
const likeEvent = fc.record({
  ...fields,
  source: fc.constant("api"),
  occurredAt: none,
  metadata: none,
});

/** A string whose JSON text takes so many bytes of UTF-8 at most, in characters of different widths when escaped. */
const bigData = fc
  .tuple(
    fc.constantFrom("a", "\\", '"', "\n", "\u0001", "€", "😀"),
    fc.nat({ max: MAX_DATA_BYTES }),
  )
  .map(([char, bytes]) => {
    const each = bytesOf(JSON.stringify(char)) - 2;
    return char.repeat(Math.max(0, Math.floor((bytes - 2) / each)));
  });

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

function eventOf(data: Json, more: Partial<NewEvent> = {}): NewEvent {
  return { type: "T", id: "1", data, source: "api", occurredAt: null, metadata: null, ...more };
}

function lengthOf(text: string): number {
  return unpackRows({ texts: [text], count: 0, shared: {}, types: [] }).length;
}

describe("packRows", () => {
  it("makes what unpackRows turns back into the events", () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(event), fc.array(likeEvent)), (events) => {
        const rows = packRows(events);
        expect(unpackRows(rows)).toEqual(events);
        expect(rows.count).toBe(events.length);
      }),
    );
  });

  it("keeps the order and the number of large events, in texts that SQLite takes", () => {
    const large = fc.record({ ...fields, data: bigData });
    fc.assert(
      fc.property(fc.array(large, { minLength: 1, maxLength: 8 }), (events) => {
        const rows = packRows(events);
        expect(unpackRows(rows)).toEqual(events);
        expect(rows.count).toBe(events.length);
        expect(rows.texts.every((text) => lengthOf(text) > 0)).toBe(true);
        expect(Math.max(...rows.texts.map(bytesOf))).toBeLessThan(MAX_TEXT_BYTES);
      }),
      { numRuns: 50 },
    );
  });

  it.each(["a", '"', "\\", "€", "😀"])(
    "makes texts that SQLite takes of data full of %s, with the longest types and ids",
    (char) => {
      const width = JSON.stringify(char).length - 2;
      const data = char.repeat(Math.ceil(300 / width));
      const events = Array.from({ length: MAX_APPEND_EVENTS }, () =>
        eventOf(data, { type: "T".repeat(64), id: "\u0001".repeat(128) }),
      );
      const rows = packRows(events);
      expect(rows.texts).toHaveLength(2);
      expect(Math.max(...rows.texts.map(bytesOf))).toBeLessThan(MAX_TEXT_BYTES);
      expect(unpackRows(rows)).toEqual(events);
    },
  );

  it.each([
    ["metadata", { metadata: { x: "é".repeat(8000) } }],
    ["sources and ids", { source: "😀".repeat(256), metadata: {}, data: "€".repeat(300) }],
    ["ids that need escaping", { source: "s", metadata: {}, data: "\u0001".repeat(200) }],
  ])("makes texts that SQLite takes of many events with large %s", (_, more) => {
    const events = Array.from({ length: 1000 }, (__, i) => ({
      type: "T",
      id: `${"\u0001".repeat(124)}${i}`,
      data: "1",
      source: "api",
      occurredAt: null,
      ...more,
    }));
    const rows = packRows(events);
    expect(unpackRows(rows)).toEqual(events);
    expect(Math.max(...rows.texts.map(bytesOf))).toBeLessThan(MAX_TEXT_BYTES);
  });

  it("makes one text of a thousand small events", () => {
    const events = Array.from({ length: MAX_APPEND_EVENTS }, (_, i) =>
      eventOf({ value: 1 }, { id: String(i) }),
    );
    const rows = packRows(events);
    expect(rows.texts).toHaveLength(1);
    expect(rows.count).toBe(MAX_APPEND_EVENTS);
  });

  it("begins a text where the next event does not fit", () => {
    const data = "x".repeat(MAX_DATA_BYTES - 2);
    const rows = packRows([eventOf(data), eventOf(data), eventOf(1), eventOf(data)]);
    expect(rows.texts.map(lengthOf)).toEqual([3, 1]);
  });

  it("writes once what all events agree on", () => {
    const rows = packRows([eventOf(1), eventOf(2, { id: "2" })]);
    expect(rows).toEqual({
      texts: ['[["1",1],["2",2]]'],
      count: 2,
      shared: { type: "T", source: "api", occurredAt: null, metadata: null },
      types: [{ type: "T", count: 2, first: 0, last: 1 }],
    });
  });

  it.each<[string, Partial<NewEvent>]>([
    ["type", { type: "U" }],
    ["source", { source: "eye" }],
    ["occurredAt", { occurredAt: "2021-02-03T10:00:00.000Z" }],
    ["metadata", { metadata: {} }],
  ])("writes the %s of each where one differs, wherever it stands", (column, more) => {
    for (const events of [
      [eventOf(1), eventOf(2, more)],
      [eventOf(1, more), eventOf(2)],
    ]) {
      const rows = packRows(events);
      expect(Object.keys(rows.shared)).toHaveLength(3);
      expect(rows.shared).not.toHaveProperty(column);
      expect(unpackRows(rows)).toEqual(events);
    }
  });

  it("has nothing to say about no events", () => {
    const rows = packRows([]);
    expect(rows.count).toBe(0);
    expect(unpackRows(rows)).toEqual([]);
  });
});
