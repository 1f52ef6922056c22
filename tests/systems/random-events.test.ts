import { describe, expect, it } from "vitest";
import { randomCounterEvent } from "../../systems/counter/random-events.ts";
import { producedEvent } from "../../systems/produced-event.ts";

/** Gives these numbers, one after the other. */
function chances(...numbers: number[]): () => number {
  const rest = numbers.values();
  return () => rest.next().value ?? Number.NaN;
}

describe("a random counter event", () => {
  it.each([
    [[0, 0], "INCREMENT", 1],
    [[0.49, 0.2], "INCREMENT", 2],
    [[0.5, 0.59], "DECREMENT", 3],
    [[0.7, 0.79], "DECREMENT", 4],
    [[1 - 2 ** -53, 1 - 2 ** -53], "DECREMENT", 5],
  ])("is by the chances %j: %s %d", (numbers, type, value) => {
    expect(randomCounterEvent(chances(...numbers))).toEqual({ type, data: { value } });
  });

  it("has the producer as its source when Foldlog produces it", () => {
    expect(producedEvent("a", chances(0, 0))).toEqual({
      type: "INCREMENT",
      data: { value: 1 },
      id: "a",
      source: "producer",
      occurredAt: null,
      metadata: null,
    });
  });
});
