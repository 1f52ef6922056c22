import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_QUARANTINED,
  quarantineDecider,
  type QuarantineCommand,
  type QuarantineState,
} from "../../../systems/gateway/quarantine-commands.ts";

function quarantine(bytes: number): QuarantineCommand {
  const identity = { type: "A", source: "s", id: "x" };
  const data = { ...identity, version: 1, bytes, reason: "enum at /a", errors: [] };
  return { type: "quarantine", data };
}

/** Carries out commands; those that are refused change nothing. */
function fold(commands: readonly QuarantineCommand[], from = quarantineDecider.initial) {
  let state: QuarantineState = from;
  for (const command of commands) {
    const decided = quarantineDecider.decide(command, state);
    if (decided.ok)
      for (const event of decided.value) state = quarantineDecider.evolve(state, event);
  }
  return state;
}

describe("a topic's quarantine", () => {
  it("lets an event end once", () => {
    const state = fold([quarantine(10), quarantine(10)]);
    const resend: QuarantineCommand = { type: "end", revision: 1, because: "resent" };
    expect(quarantineDecider.decide(resend, state)).toEqual({
      ok: true,
      value: [{ type: "QuarantineEnded", data: { revision: 1, because: "resent" } }],
    });
    const after = fold([resend], state);
    for (const revision of [0, 1, 3, 4])
      expect(quarantineDecider.decide({ ...resend, revision }, after)).toMatchObject({
        problem: { code: "quarantined-event-not-found" },
      });
    expect(after.waiting).toEqual([{ revision: 2, bytes: 10 }]);
  });

  it("makes room for a new one by the oldest", () => {
    const full = fold(Array.from({ length: MAX_QUARANTINED.events }, () => quarantine(1)));
    expect(quarantineDecider.decide(quarantine(1), full)).toMatchObject({
      value: [
        { type: "EventQuarantined" },
        { type: "QuarantineEnded", data: { revision: 1, because: "full" } },
      ],
    });
    const half = MAX_QUARANTINED.bytes / 2;
    const heavy = fold([quarantine(half), quarantine(half), quarantine(half), quarantine(1)]);
    expect(heavy.waiting.map(({ bytes }) => bytes)).toEqual([half, 1]);
  });

  it("never holds more than it may, and always the newest", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.integer({ min: 0, max: 1_500_000 }).map(quarantine),
            fc.integer({ min: 1, max: 40 }).map((revision): QuarantineCommand => ({
              type: "end",
              revision,
              because: "deleted",
            })),
          ),
          { maxLength: 40 },
        ),
        (commands) => {
          const { waiting } = fold([...commands, quarantine(7)]);
          expect(waiting.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(
            MAX_QUARANTINED.bytes,
          );
          expect(waiting.at(-1)?.bytes).toBe(7);
        },
      ),
    ));
});
