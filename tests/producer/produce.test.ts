import { describe, expect, it } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { scriptedServer, type Scripted } from "../support/scripted-server.ts";

const RECORDED: Scripted = { status: 201, body: '{"position":7}' };

function produce(args: readonly string[], interrupt?: () => boolean) {
  return runProgram("producer/produce.ts", args, interrupt);
}

describe("npm run produce", () => {
  it("posts random events with ids of their own, and tells by how much they moved the counter", async () => {
    await using server = await scriptedServer([RECORDED]);
    const { code, out } = await produce(["--every", "1", "--count", "50", "--url", server.url]);
    const events = server.received.map((text): { type: string; value: number; id: string } =>
      JSON.parse(text),
    );
    expect([code, events.length, new Set(events.map(({ id }) => id)).size]).toEqual([0, 50, 50]);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(["INCREMENT", "DECREMENT"]));
    expect(events.every(({ value }) => [1, 2, 3, 4, 5].includes(value))).toBe(true);
    const sum = events.reduce(
      (total, { type, value }) => total + (type === "INCREMENT" ? value : -value),
      0,
    );
    expect(out).toContain(`the counter went ${sum < 0 ? `down by ${-sum}` : `up by ${sum}`}.`);
    expect(out).toContain("50 of 50 events sent, the last at position 7, 0 retries");
  });

  it("sends an event again with its id, and counts the retry", async () => {
    await using server = await scriptedServer([
      { status: 0, hangUp: true },
      { status: 503, headers: { "retry-after": "0" } },
      RECORDED,
    ]);
    const { code, out } = await produce(["--count", "1", "--url", server.url]);
    expect([code, server.received.length, new Set(server.received).size]).toEqual([0, 3, 1]);
    expect(out).toContain("2 retries");
  });

  it("ends with a summary on Ctrl-C", async () => {
    await using server = await scriptedServer([RECORDED]);
    const { code, out } = await produce(
      ["--every", "500", "--url", server.url],
      () => server.received.length > 1,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/\n2 events in .* s/);
  });

  it("ends on Ctrl-C also while it waits to try again", async () => {
    await using server = await scriptedServer([{ status: 503, headers: { "retry-after": "30" } }]);
    const { code, out } = await produce(["--url", server.url], () => server.received.length > 0);
    expect(code).toBe(0);
    expect(out).toContain("0 events in");
  });

  it("fails when it is refused, and says why", async () => {
    const detail = "It says no.";
    const body = JSON.stringify({ type: "/problems/refused", status: 422, detail });
    await using server = await scriptedServer([
      { status: 422, headers: { "content-type": "application/problem+json" }, body },
    ]);
    const { code, out } = await produce(["--count", "3", "--url", server.url]);
    expect([code, server.received.length]).toEqual([1, 1]);
    expect(out).toContain("The server answers 422: It says no. /problems/refused");
  });

  it.each([
    ["--every", "0"],
    ["--every", "x"],
    ["--count", "-1"],
    ["--url", "nowhere"],
    ["--evry", "1"],
  ])("explains itself when it is called with %s %s", async (...args) => {
    const { code, out } = await produce(args);
    expect(code).toBe(2);
    expect(out).toContain("npm run produce -- --every 500");
  });
});
