import { describe, expect, it } from "vitest";
import { reasonOf } from "../../../systems/gateway/reason.ts";

describe("the reason for which an event is quarantined", () => {
  const reason = (pointer: string) => reasonOf([{ pointer, keyword: "type", message: "is wrong" }]);

  it("is the same wherever in a list it is", () => {
    expect(reason("/a/0/b/12")).toBe("type at /a/*/b/*");
    expect(reason("")).toBe("type at the event itself");
  });

  it("ends with a whole character, however long the pointer is", () => {
    for (let length = 180; length < 200; length += 1) {
      const cut = reason(`/${"a".repeat(length)}\u{1F600}\u{1F600}`);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(200);
    }
  });
});
