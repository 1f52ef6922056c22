import { describe, expect, it } from "vitest";
import { EXAMPLES } from "../../systems/gateway/examples.ts";
import { runProgram } from "../support/run-program.ts";
import { scriptedServer, type Scripted } from "../support/scripted-server.ts";

const TAKEN: Scripted = { status: 201 };
const REFUSED: Scripted = {
  status: 409,
  headers: { "content-type": "application/problem+json" },
  body: JSON.stringify({ type: "/problems/schema-incompatible", status: 409, detail: "No." }),
};

function produce(args: readonly string[], interrupt?: (out: string) => boolean) {
  return runProgram("producer/produce.ts", args, interrupt);
}

describe("npm run produce -- fruits", () => {
  it("registers the event, then sends one after the other, and says so", async () => {
    await using server = await scriptedServer([TAKEN]);
    const args = ["fruits", "--every", "1", "--count", "6", "--url", server.url];
    const { code, out } = await produce(args);
    const kinds = ["apple", "banana", "cherry", "mango", "pear", "apple"];
    expect([code, out.split("\n\n")[0]]).toEqual([
      0,
      [
        "using client named: SpongeBob",
        "registering new event named: Fruits",
        ...kinds.map((kind) => `sending event: {'fruit': '${kind}'}`),
      ].join("\n"),
    ]);
    expect(out).toMatch(/\n\n6 events in .* s \(.* a second\), 0 retries\.\n$/);
    expect(server.paths).toEqual([
      "/SpongeBob/Fruits/register_event",
      ...kinds.map(() => "/SpongeBob/Fruits/send_event"),
    ]);
    const [schema, ...events] = server.received.map((text): unknown => JSON.parse(text));
    expect(schema).toEqual(EXAMPLES.get("fruits")?.schema);
    expect(events).toEqual(kinds.map((fruit) => ({ fruit })));
  });

  it("sends an event again with its key, and none but it", async () => {
    await using server = await scriptedServer([
      TAKEN,
      { status: 0, hangUp: true },
      { status: 503, headers: { "retry-after": "0" } },
      TAKEN,
    ]);
    const args = ["colors", "--every", "1", "--count", "2", "--url", server.url];
    const { code, out } = await produce(args);
    const keys = server.keys.slice(1);
    expect([code, keys.length, new Set(keys.slice(0, 3)).size, new Set(keys).size]).toEqual([
      0, 4, 1, 2,
    ]);
    expect(out.match(/sending event: .*/g)).toEqual([
      "sending event: {'color': 'red'}",
      "sending event: {'color': 'green'}",
    ]);
    expect(out).toContain("2 retries");
  });

  it("sends one a second, and ends with a summary on Ctrl-C", async () => {
    await using server = await scriptedServer([TAKEN]);
    const began = performance.now();
    const three = () => server.received.length > 3;
    const { code, out } = await produce(["fruits", "--url", server.url], three);
    expect(performance.now() - began).toBeGreaterThan(2000);
    expect([code, out.match(/sending event/g)?.length]).toEqual([0, 3]);
    expect(out).toMatch(/\n3 events in/);
  });

  it("fails when it is refused, and says why", async () => {
    await using server = await scriptedServer([REFUSED]);
    const { code, out } = await produce(["fruits", "--url", server.url]);
    expect([code, server.received.length]).toEqual([1, 1]);
    expect(out).toContain("The server answers 409: No. /problems/schema-incompatible");
  });

  it.each([["cats"], ["fruits", "colors"]])("explains itself for %s %s", async (...names) => {
    const { code, out } = await produce(names);
    expect(code).toBe(2);
    expect(out).toContain("fruits or colors");
    expect(out).toContain("npm run produce -- --every 500");
  });
});
