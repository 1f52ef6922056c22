import { describe, expect, it } from "vitest";
import { systemOf } from "../../systems/index.ts";
import { jars } from "../support/jar.ts";
import {
  appendOf,
  codeOf,
  increment,
  newEvent,
  openLog,
  readAll,
  T0,
  type WithStorage,
} from "../support/log-harness.ts";

const brittle = (category: string) => {
  if (category === "brittle") throw new Error("broken");
  return category === "jar" ? jars(category) : systemOf(category);
};

/** What every store promises of appends that come together. */
export function describeAppendsOfEach(withStorage: WithStorage): void {
  describe("appends that come together", () => {
    it("are carried out in order, each for itself", () =>
      withStorage((storage) => {
        const log = openLog(storage, brittle);
        const [a, b, c] = [newEvent("A", 1), newEvent("A", 2), newEvent("A", 3)];
        const outcomes = log.appendEach(
          [
            appendOf("a-1", [a]),
            appendOf("jar-1", [b]),
            appendOf("counter-1", [increment(1)]),
            appendOf("brittle-1", [b]),
            appendOf("a-1", [{ ...a, data: 2 }]),
            appendOf("a-1", [a]),
            appendOf("a-1", [b], 7),
            appendOf("a-1", [b, c], 1),
          ],
          T0,
        );
        expect(outcomes.map((outcome) => codeOf(outcome))).toEqual([
          "success",
          "category-owned",
          "success",
          "internal-error",
          "event-id-conflict",
          "success",
          "wrong-expected-revision",
          "success",
        ]);
        expect(outcomes[5]).toMatchObject({ value: { replayed: true, spans: [{ position: 1 }] } });
        expect(readAll(log).map(({ stream, data }) => [stream, data])).toEqual([
          ["a-1", 1],
          ["counter-1", { value: 1 }],
          ["a-1", 2],
          ["a-1", 3],
        ]);
      }));
  });
}
