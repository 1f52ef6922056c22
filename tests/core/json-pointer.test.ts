import { describe, expect, it } from "vitest";
import { jsonPointer } from "../../core/json-pointer.ts";

describe("a JSON Pointer", () => {
  it("leads through members and elements", () => {
    expect(jsonPointer([])).toBe("");
    expect(jsonPointer(["events", 0, "data"])).toBe("/events/0/data");
  });

  it("escapes what separates its names", () => {
    expect(jsonPointer(["a/b~c", "~1", ""])).toBe("/a~1b~0c/~01/");
  });

  it("is short, and well-formed, however long a name is", () => {
    expect(jsonPointer(["x".repeat(201)])).toBe(`/${"x".repeat(200)}`);
    expect(jsonPointer([`x${"😀".repeat(100_000)}`])).toBe(`/x${"😀".repeat(99)}`);
  });
});
