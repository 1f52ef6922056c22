import { describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import { counterCommands } from "../../systems/counter/commands.ts";

describe("the counter's commands", () => {
  const { increment, decrement } = counterCommands;

  it("ask for the event that moves it", () => {
    expect(increment({ value: 3 })).toEqual({
      ok: true,
      value: { type: "INCREMENT", data: { value: 3 } },
    });
    expect(decrement({ value: 7 })).toEqual({
      ok: true,
      value: { type: "DECREMENT", data: { value: 7 } },
    });
  });

  it.each<Json>([{}, { value: 0 }, { value: "1" }, { value: 1, type: "INCREMENT" }, 1])(
    "are not asked by %j",
    (input) => {
      expect(increment(input)).toMatchObject({ problem: { code: "invalid-body" } });
      expect(decrement(input)).toMatchObject({ problem: { code: "invalid-body" } });
    },
  );
});
