import { reset, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readServerSentEvents } from "../../client/server-sent-events.ts";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));

afterEach(() => reset());

describe("GET /v1/events as a request for text/event-stream", () => {
  it.each([
    ["?after=soon", "after"],
    ["?limit=5", "limit"],
    ["?direction=backward", "direction"],
    ["?stream=nothing", "stream"],
    [`?type=${Array.from({ length: 101 }, (_, i) => `T${i}`).join()}`, "type"],
  ])("refuses %s", async (query, name) => {
    const { status, body } = await client.get(`/v1/events${query}`, {
      accept: "text/event-stream",
    });
    expect([status, body.type]).toEqual([400, "/problems/invalid-query"]);
    expect(JSON.stringify(body)).toContain(name);
  });

  it("refuses a Last-Event-ID that is no position", async () => {
    const headers = { accept: "text/event-stream", "last-event-id": "abc" };
    const { status, body } = await client.get("/v1/events", headers);
    expect([status, body.type]).toEqual([400, "/problems/invalid-header"]);
  });

  it("answers HEAD without a subscription", async () => {
    const { status, headers } = await client.send("HEAD", "/v1/events", {
      headers: { accept: "text/event-stream" },
    });
    expect([status, headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    expect(
      await runInDurableObject(
        env.LOG.getByName("main"),
        (_, state) => state.getWebSockets().length,
      ),
    ).toBe(0);
  });

  it("tells the head as it is, also to a reader that begins behind it", async () => {
    const { body } = await subscribe("?after=99");
    if (!body) throw new Error("no body");
    for await (const frame of readServerSentEvents(body)) {
      expect(frame).toEqual({ event: "caught-up", id: "99", data: '{"head":0}' });
      break;
    }
  });

  it("ends where the log's object breaks whenever it is asked", async () => {
    const silence = vi.spyOn(console, "error").mockImplementation(() => {});
    await runInDurableObject(env.LOG.getByName("main"), (_, { storage }) => {
      storage.sql.exec("ALTER TABLE events RENAME TO hidden");
    });
    expect(await (await subscribe()).text()).toBe("retry: 1000\n\n");
    silence.mockRestore();
  });
});

function subscribe(query = ""): Promise<Response> {
  const headers = { accept: "text/event-stream" };
  return exports.default.fetch(new Request(`http://foldlog.test/v1/events${query}`, { headers }));
}
