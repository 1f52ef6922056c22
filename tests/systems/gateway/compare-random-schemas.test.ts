import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, type Json } from "../../../core/json.ts";
import { compared } from "../../support/compared.ts";
import type { Gap } from "../../../systems/gateway/schema-kind.ts";
import { fitsPlainly } from "../../support/plain-json-schema.ts";
import {
  randomEvent,
  randomSchema,
  randomSchemaOf7,
  schemaPair,
} from "../../support/random-schema-pairs.ts";

const RUNS = { numRuns: 600 };

const pair = fc.oneof(
  schemaPair(randomSchema),
  schemaPair(randomSchemaOf7),
  fc.tuple(randomSchema, randomSchemaOf7),
);
const drawn = fc.array(randomEvent, { minLength: 10, maxLength: 10 });

/** Constants, and what is next to a limit. */
function valuesIn(schema: Json): readonly Json[] {
  if (typeof schema !== "object" || schema === null) return nextTo(schema);
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === "const") return [value];
    return keyword === "enum" && Array.isArray(value) ? value : valuesIn(value);
  });
}

function nextTo(limit: Json): readonly Json[] {
  if (typeof limit !== "number") return [];
  const size = Math.max(0, Math.floor(limit));
  const [text, items] = ["ab".padEnd(size, "b"), Array.from({ length: size }, () => 1)];
  return [
    limit,
    limit + 0.5,
    limit - 1,
    text,
    text.slice(0, size),
    `${text}b`,
    items,
    [...items, 2],
  ];
}

/** The values, and events with them inside. */
function around(values: readonly Json[]): readonly Json[] {
  const within = values.flatMap((value, i) => {
    const other = values[(i * 7 + 3) % values.length] ?? null;
    return [{ a: value }, { b: value, a: other }, { c: value, ab: other }, [value], [value, other]];
  });
  return [...values, ...within, {}, [], 7.25, { a: { a: {} }, b: [{ a: 1 }] }];
}

/** An event without the properties that were told to be open, wherever they are. */
function withoutOpen(event: Json, gaps: readonly Gap[]): Json {
  const names = new Set(gaps.map(({ pointer }) => pointer.split("/").at(-1)));
  if (Array.isArray(event)) return event.map((item) => withoutOpen(item, gaps));
  if (!isJsonObject(event)) return event;
  const kept = Object.entries(event).filter(([name]) => !names.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutOpen(value, gaps)]));
}

function loosened(schema: Json): Json {
  if (!isJsonObject(schema)) return { anyOf: [{ maxLength: 1 }, schema] };
  const { $schema = "", $defs = {}, ...own } = schema;
  return { $schema, $defs, anyOf: [{ maxLength: 1 }, own] };
}

function isMisread([written, read]: readonly [Json, Json], event: Json): boolean {
  return fitsPlainly(written, event) && !fitsPlainly(read, event);
}

describe("A comparison of random schemas", () => {
  it("has a gap wherever an event is written that cannot be read", () => {
    fc.assert(
      fc.property(pair, drawn, (schemas, some) => {
        const gaps = compared(schemas[0], schemas[1]);
        if (gaps.some(({ isWarning }) => !isWarning)) return;
        const told = around([...some, ...schemas.flatMap(valuesIn)]);
        const events = told.map((event) => withoutOpen(event, gaps));
        expect(events.filter((event) => isMisread(schemas, event))).toEqual([]);
      }),
      RUNS,
    );
  });

  it("has none between a schema and itself in other words", () => {
    fc.assert(
      fc.property(randomSchemaOf7, (schema) => {
        const same = isJsonObject(schema) ? { ...schema, title: "The same" } : schema;
        expect(compared(schema, same)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("has none where a schema becomes one of two", () => {
    fc.assert(
      fc.property(randomSchemaOf7, (schema) => {
        expect(compared(schema, loosened(schema))).toEqual([]);
      }),
      RUNS,
    );
  });
});
