import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import {
  checkCompatibility,
  type EarlierSchema,
} from "../../../systems/gateway/compatibility/check-compatibility.ts";
import { compared } from "../../support/compared.ts";
import {
  COMPATIBILITY_MODES,
  type CompatibilityMode,
} from "../../../systems/gateway/compatibility-mode.ts";

const kind = {
  compare: compared,
};

/** Of versions from 1 on, the last of which is new. */
function check(mode: CompatibilityMode, ...schemas: readonly Json[]) {
  const versions = schemas.map((schema, index): EarlierSchema => ({ version: index + 1, schema }));
  return checkCompatibility({
    mode,
    schema: schemas.at(-1) ?? true,
    earlier: versions.slice(0, -1),
    kind,
  });
}

function modesThatTake(...schemas: readonly Json[]): readonly CompatibilityMode[] {
  return COMPATIBILITY_MODES.filter((mode) => check(mode, ...schemas).isCompatible);
}

const SHORT = { maxLength: 3 };
const LONG = { maxLength: 5 };
const ANY = {};

describe("The compatibility of a new schema", () => {
  it("is given where there was none", () => {
    expect(modesThatTake(SHORT)).toEqual(COMPATIBILITY_MODES);
  });

  it("is backward where it takes more", () => {
    expect(modesThatTake(SHORT, LONG)).toEqual(["NONE", "BACKWARD", "BACKWARD_TRANSITIVE"]);
  });

  it("is forward where it takes less", () => {
    expect(modesThatTake(LONG, SHORT)).toEqual(["NONE", "FORWARD", "FORWARD_TRANSITIVE"]);
  });

  it("is full where it takes the same", () => {
    expect(modesThatTake(LONG, { ...LONG, title: "Long" })).toEqual(COMPATIBILITY_MODES);
  });

  it("is with the last version alone where it is not transitive", () => {
    expect(modesThatTake(ANY, SHORT, LONG)).toEqual(["NONE", "BACKWARD"]);
    expect(modesThatTake(SHORT, ANY, LONG)).toEqual(["NONE", "FORWARD"]);
  });

  it("tells before and after, whichever schema reads", () => {
    const told = {
      rule: "max-length-narrowed",
      pointer: "/maxLength",
      message: "more characters may be written than the 3 that the reader asks for",
      version: 1,
    };
    expect(check("FULL", LONG, SHORT)).toEqual({
      isCompatible: false,
      differences: [{ ...told, before: 5, after: 3, direction: "backward" }],
    });
    expect(check("FULL", SHORT, LONG)).toEqual({
      isCompatible: false,
      differences: [{ ...told, before: 3, after: 5, direction: "forward" }],
    });
  });

  it("tells the newest version first", () => {
    const { differences } = check("BACKWARD_TRANSITIVE", LONG, ANY, SHORT);
    expect(differences.map(({ version, before }) => [version, before])).toEqual([
      [2, null],
      [1, 5],
    ]);
  });

  it("allows a property that is added to an open object, and says so", () => {
    const open = { type: "object", properties: {} };
    const { isCompatible, differences } = check("BACKWARD", open, {
      ...open,
      properties: { size: { type: "integer" } },
    });
    expect(isCompatible).toBe(true);
    expect(differences).toEqual([
      expect.objectContaining({ rule: "open-property", direction: "backward", isWarning: true }),
    ]);
  });

  it("tells what is allowed after what is not, and no more than 100 of it", () => {
    const names = Array.from({ length: 120 }, (_, i) => `p${i}`);
    const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
    const { isCompatible, differences } = check("BACKWARD", {}, { properties, type: "object" });
    expect(isCompatible).toBe(false);
    expect(differences).toHaveLength(100);
    expect(differences[0]?.rule).toBe("type-narrowed");
  });
});
