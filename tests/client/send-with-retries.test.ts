import { describe, expect, it } from "vitest";
import { Refused, sendWithRetries, Stopped } from "../../client/send-with-retries.ts";
import { scriptedServer, type Scripted } from "../support/scripted-server.ts";

const PROBLEM = { "content-type": "application/problem+json" };
const problem = (status: number, more: Record<string, string> = {}): Scripted => ({
  status,
  headers: { ...PROBLEM, ...more },
  body: JSON.stringify({ type: "/problems/refused", title: "No", status, detail: "It says no." }),
});

async function send(answers: readonly Scripted[], stop = new AbortController().signal, tries = 4) {
  await using server = await scriptedServer(answers);
  const waits: number[] = [];
  const init = { method: "POST", body: "the same" };
  const onRetry = (_: Error, waitMs: number) => waits.push(waitMs);
  const outcome = await sendWithRetries(new URL(server.url), init, { tries, stop, onRetry }).then(
    ({ body }) => body,
    (error: unknown) => error,
  );
  return { outcome, waits, received: server.received };
}

describe("sendWithRetries", () => {
  it("sends the same again when the connection breaks or the server fails", async () => {
    const { outcome, waits, received } = await send([
      { status: 0, hangUp: true },
      problem(500),
      { status: 201, body: '{"t":1}' },
    ]);
    expect(outcome).toEqual({ t: 1 });
    expect(received).toEqual(["the same", "the same", "the same"]);
    expect(waits[0]).toBeLessThanOrEqual(200);
    expect(waits[1]).toBeGreaterThanOrEqual(200);
    expect(waits[1]).toBeLessThanOrEqual(400);
  });

  it("waits as long as Retry-After says, at most a minute", async () => {
    const { outcome, waits } = await send([problem(503, { "retry-after": "1" }), { status: 200 }]);
    expect([outcome, waits]).toEqual([{}, [1000]]);
    const stop = AbortSignal.timeout(50);
    expect((await send([problem(429, { "retry-after": "86400" })], stop)).waits).toEqual([60_000]);
  });

  it.each([400, 404, 409, 412, 422])("does not repeat what was answered by %i", async (status) => {
    const { outcome, received } = await send([problem(status)]);
    expect(outcome).toBeInstanceOf(Refused);
    expect(outcome).toMatchObject({
      status,
      message: "It says no.",
      problem: { type: "/problems/refused" },
    });
    expect(received).toHaveLength(1);
  });

  it("takes an answer that is no problem document for what its status says", async () => {
    const { outcome, received } = await send([
      { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not here</h1>" },
    ]);
    expect(outcome).toMatchObject({ status: 404, problem: undefined });
    expect(received).toHaveLength(1);
  });

  it("gives up after its tries, with what the last one failed with", async () => {
    const { outcome, received } = await send([problem(503, { "retry-after": "0" })]);
    expect(outcome).toMatchObject({ status: 503 });
    expect(received).toHaveLength(4);
  });

  it("stops waiting when it is told to", async () => {
    const { outcome, received } = await send(
      [problem(503, { "retry-after": "30" })],
      AbortSignal.timeout(100),
    );
    expect(outcome).toBeInstanceOf(Stopped);
    expect(received).toHaveLength(1);
  });
});
