import { reset, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));

afterEach(() => reset());

describe("GET /v1/events as text/event-stream, before it begins,", () => {
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
});
