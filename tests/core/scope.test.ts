import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partOfCategory, permits, type Action, type Scope } from "../../core/scope.ts";

const name = fc.stringMatching(/^[ab]{1,2}$/);
const stream = fc.tuple(name, name).map(([category, id]) => `${category}-${id}`);
const beginning = fc.tuple(name, fc.stringMatching(/^[ab]{0,2}$/)).map(([c, id]) => `${c}-${id}`);
const action = fc.constantFrom<Action>("read", "write");
const scopes: fc.Arbitrary<Scope> = fc.record({
  actions: fc.uniqueArray(action),
  categories: fc.option(fc.array(name), { nil: undefined }),
  streams: fc.option(fc.array(beginning), { nil: undefined }),
});

/** Word by word as the documents have it. */
function mayUse(scope: Scope, wanted: Action, one: string): boolean {
  if (!scope.actions.includes(wanted)) return false;
  if (!scope.categories && !scope.streams) return true;
  const ofCategory = scope.categories?.some((category) => one.split("-")[0] === category);
  const byBeginning = scope.streams?.some((text) => one.slice(0, text.length) === text);
  return ofCategory === true || byBeginning === true;
}

describe("a scope", () => {
  it("permits a stream of its categories, or whose name begins as one of its beginnings", () => {
    fc.assert(
      fc.property(scopes, action, stream, (scope, wanted, one) => {
        expect(permits(scope, wanted, [one])).toBe(mayUse(scope, wanted, one));
      }),
    );
  });

  it("permits a part only if it permits every stream in it", () => {
    const parts = fc.oneof(beginning, name.map(partOfCategory), fc.constant(""));
    fc.assert(
      fc.property(scopes, fc.tuple(action, parts), stream, (scope, [wanted, part], one) => {
        fc.pre(one.startsWith(part) && permits(scope, wanted, [part]));
        expect(mayUse(scope, wanted, one)).toBe(true);
      }),
    );
  });

  it("permits several parts only if it permits each", () => {
    fc.assert(
      fc.property(scopes, action, fc.array(stream), (scope, wanted, streams) => {
        const each =
          scope.actions.includes(wanted) && streams.every((s) => mayUse(scope, wanted, s));
        expect(permits(scope, wanted, streams)).toBe(each);
      }),
    );
  });

  it("of an application is for what is of it, whatever else it is for", () => {
    const of = { of: "session-1", application: "Shop" };
    const other = { of: "session-1", application: "Bank" };
    const shop: Scope = { actions: ["read"], application: "Shop" };
    const wide: Scope = { ...shop, categories: ["session"] };
    for (const [scope, whole] of [
      [shop, false],
      [wide, true],
    ] as const) {
      expect(permits(scope, "read", [of])).toBe(true);
      expect(permits(scope, "read", [other])).toBe(false);
      expect(permits(scope, "write", [of])).toBe(false);
      expect(permits(scope, "read", ["session-"])).toBe(whole);
    }
    expect(permits(shop, "read", [""])).toBe(false);
    expect(permits({ actions: ["read"], categories: ["session"] }, "read", [other])).toBe(true);
    expect(permits({ actions: ["read"], categories: ["order"] }, "read", [other])).toBe(false);
  });

  it("with admin is everything", () => {
    const scope: Scope = { actions: ["admin"] };
    for (const wanted of ["read", "write", "admin"] as const)
      expect(permits(scope, wanted, ["", "a-1"])).toBe(true);
    expect(permits({ actions: ["read", "write"] }, "admin", [])).toBe(false);
  });
});
