import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { EventLog } from "../../durable/event-log.ts";
import type { Execute } from "../../durable/log-rpc.ts";
import { appendOf, codeOf, increment, newEvent, valueOf } from "../support/log-harness.ts";

const newLog = () => env.LOG.get(env.LOG.newUniqueId());

function incrementBy(value: number, more: Partial<Execute> = {}): Execute {
  const { type, data, id, source } = increment(value);
  return {
    stream: "counter-main",
    expected: "any",
    command: JSON.stringify({ type, data }),
    id,
    source,
    occurredAt: null,
    metadata: { by: ["test"] },
    ...more,
  };
}

describe("the commands of a log", () => {
  it("are committed in order, also with appends that arrive between them", async () => {
    const log = newLog();
    const [first, appended, second] = await Promise.all([
      log.execute([incrementBy(1), incrementBy(2)]),
      log.append(appendOf("counter-main", [increment(3)])),
      log.execute([incrementBy(4)]),
    ]);
    const states = [...first, ...second].map((outcome) => valueOf(outcome).state);
    expect(states).toEqual(['{"value":1}', '{"value":3}', '{"value":10}']);
    expect(valueOf(appended).spans[0]?.position).toBe(3);
  });

  it("let one of many win that expect the same revision", async () => {
    const log = newLog();
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => log.execute([incrementBy(1, { expected: "none" })])),
    );
    const codes = outcomes.flat().map((outcome) => codeOf(outcome));
    expect(codes.filter((code) => code === "success")).toHaveLength(1);
    expect(codes.filter((code) => code === "wrong-expected-revision")).toHaveLength(29);
  });

  it("are carried out once that are sent many times at once", async () => {
    const log = newLog();
    const command = incrementBy(1);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => log.execute([command])));
    const answers = outcomes.flat().map((outcome) => valueOf(outcome));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['{"value":1}']));
    expect((await log.head()).position).toBe(1);
  });

  it("are 1,000 at most", async () => {
    const log = newLog();
    const many = Array.from({ length: 1001 }, () => incrementBy(1));
    const refused = await log.execute(many);
    expect(new Set(refused.map((outcome) => codeOf(outcome)))).toEqual(new Set(["too-large"]));
    const outcomes = await log.execute(many.slice(1));
    const revisions = outcomes.map((outcome) => valueOf(outcome).revision);
    expect(revisions).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
  });

  it("are refused when there is no room for them", async () => {
    const large = (count: number) =>
      appendOf(
        "a-1",
        Array.from({ length: count }, () => newEvent("A", "x".repeat(250_000))),
      );
    const codes = await runInDurableObject<EventLog, string[][]>(newLog(), async (instance) => {
      // The first is committed at once, the others wait and leave room for 200 commands.
      const appends = [16, 16, 16, 16, 15].map((count) => instance.append(large(count)));
      const many = instance.execute(Array.from({ length: 300 }, () => incrementBy(1)));
      const few = instance.execute([incrementBy(1)]);
      const executed = await Promise.all([many, few]);
      await Promise.all(appends);
      return executed.map((outcomes) => outcomes.map((outcome) => codeOf(outcome)));
    });
    expect(codes).toEqual([Array.from({ length: 300 }, () => "log-too-busy"), ["success"]]);
  });
});
