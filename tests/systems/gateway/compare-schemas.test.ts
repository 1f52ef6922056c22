import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import { RULES } from "../../../systems/gateway/compatibility/rules.ts";
import { compared } from "../../support/compared.ts";
import { ARRAY_VECTORS } from "./vectors/arrays.ts";
import { COMBINATION_VECTORS } from "./vectors/combinations.ts";
import { OBJECT_VECTORS } from "./vectors/objects.ts";
import { VALUE_VECTORS } from "./vectors/values.ts";
import { TEXT, object } from "./vectors/vector.ts";

const VECTORS = [...VALUE_VECTORS, ...OBJECT_VECTORS, ...ARRAY_VECTORS, ...COMBINATION_VECTORS];

function told(written: Json, read: Json): readonly string[] {
  const gaps = compared(written, read);
  return gaps.map(({ rule, pointer, isWarning }) => `${rule}${isWarning ? "?" : ""} ${pointer}`);
}

describe("A comparison of schemas", () => {
  for (const [name, written, read, gaps] of VECTORS)
    it(`knows ${name}`, () => {
      expect(told(written, read)).toEqual(gaps);
    });

  it("gives the words of both schemas and of the event", () => {
    expect(compared({ minLength: 1 }, { minLength: 2 })).toEqual([
      {
        rule: "min-length-narrowed",
        pointer: "/minLength",
        written: 1,
        read: 2,
        message: "fewer characters may be written than the 2 that the reader asks for",
      },
    ]);
  });

  it("cuts long values", () => {
    const [gap] = compared(TEXT, { enum: ["a".repeat(1000)] });
    expect(JSON.stringify(gap).length).toBeLessThan(1000);
  });

  it("gives up, and says so, where it would take too long", () => {
    const nested = (leaf: Json) => {
      let schema = leaf;
      for (let depth = 0; depth < 25; depth += 1) schema = { anyOf: [schema, { type: "null" }] };
      return schema;
    };
    expect(told(nested(TEXT), nested({ ...TEXT, maxLength: 3 }))).toEqual(["too-complex "]);
  });

  it("goes through schemas that refer to each other in long chains", () => {
    const chain = (last: Json): Json => {
      const names = Array.from({ length: 500 }, (_, i) => `n${i}`);
      const links = names.map((name, i) => [name, object({ next: { $ref: `#/$defs/n${i + 1}` } })]);
      return { $ref: "#/$defs/n0", $defs: { ...Object.fromEntries(links), n500: last } };
    };
    expect(told(chain(TEXT), chain({ type: ["string", "null"] }))).toEqual([]);
    expect(told(chain({ type: ["string", "null"] }), chain(TEXT))).toEqual([
      "type-narrowed /$defs/n500/type",
    ]);
  });

  it("uses each of its rules", () => {
    const used = VECTORS.flatMap(([, , , gaps]) => gaps.map((gap) => gap.split(/[? ]/)[0] ?? ""));
    expect([...new Set([...used, "too-complex"])].toSorted()).toEqual(Object.keys(RULES));
  });
});
