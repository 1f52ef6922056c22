import { describe, expect, it } from "vitest";
import { commandHeaders, commandStatus } from "../../worker/command-request.ts";

describe("the answer to a command that changes nothing", () => {
  const executed = {
    replayed: false,
    events: [],
    recordedAt: null,
    state: "{}",
    revision: 3,
    position: 9,
  };

  it("is 200, and leads to no event", () => {
    expect(commandStatus(executed)).toBe(200);
    expect(commandHeaders(executed)).toEqual({ ETag: '"3"', "Log-Position": "9" });
  });
});
