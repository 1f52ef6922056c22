import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const EVENTS = "/v1/streams/ticket-1/events";
const event = (n: number, more: object = {}) => ({ type: "TicketBooked", data: { n }, ...more });

afterEach(() => reset());

describe("GET /v1/streams/{stream}/events", () => {
  it("gives a stream by revision, in both directions, by pages", async () => {
    await client.post(
      EVENTS,
      [1, 2, 3, 4, 5].map((n) => event(n, { type: n % 2 === 0 ? "Even" : "Odd" })),
    );
    const numbers = async (query: string) => {
      const { body, headers } = await client.get(EVENTS + query);
      return [
        body.events.map(({ revision }: { revision: number }) => revision),
        headers.get("link"),
      ];
    };
    expect(await numbers("")).toEqual([[1, 2, 3, 4, 5], null]);
    expect(await numbers("?from=2&to=3")).toEqual([[2, 3], null]);
    expect(await numbers("?limit=2")).toEqual([[1, 2], `<${EVENTS}?limit=2&from=3>; rel="next"`]);
    expect(await numbers("?direction=backward&limit=2")).toEqual([
      [5, 4],
      `<${EVENTS}?direction=backward&limit=2&to=3>; rel="next"`,
    ]);
    expect(await numbers("?type=Even&direction=backward")).toEqual([[4, 2], null]);
    expect(await numbers("?type=Even,Odd&from=4")).toEqual([[4, 5], null]);
    expect(await numbers("?from=9")).toEqual([[], null]);
  });

  it("has the revision as its entity tag", async () => {
    await client.post(EVENTS, [event(1), event(2)]);
    expect((await client.get(EVENTS)).headers.get("etag")).toBe('"2"');
    expect((await client.get(EVENTS, { "if-none-match": 'W/"2"' })).status).toBe(304);
    expect((await client.get(EVENTS, { "if-none-match": '"1"' })).status).toBe(200);
  });

  it("says that there is no such stream", async () => {
    expect((await client.get(EVENTS)).body).toMatchObject({
      status: 404,
      type: "/problems/stream-not-found",
    });
  });
});

describe("GET /v1/streams/{stream}/state", () => {
  const STATE = "/v1/streams/counter-9/state";
  it("gives the fold now and then", async () => {
    expect((await client.get(STATE)).body.status).toBe(404);
    await client.post(EVENTS, event(1));
    for (const value of [5, 7])
      await client.post("/v1/streams/counter-9/events", { type: "INCREMENT", data: { value } });
    expect((await client.get(STATE)).body).toEqual({ state: { value: 12 }, revision: 2 });
    expect((await client.get(`${STATE}?revision=0`)).body).toEqual({
      state: { value: 0 },
      revision: 0,
    });
    expect((await client.get(`${STATE}?revision=1`)).headers.get("etag")).toBe('W/"1"');
    expect((await client.get(`${STATE}?position=2`)).body.revision).toBe(1);
    expect((await client.get(`${STATE}?at=2001-01-01T00:00:00Z`)).body.revision).toBe(0);
    expect((await client.get(`${STATE}?at=2001-01-01T00:00:00Z&revision=1`)).status).toBe(400);
    expect((await client.get("/v1/streams/ticket-1/state")).body.type).toBe("/problems/no-decider");
  });
});

describe("GET /v1/streams", () => {
  it("lists streams by name, by prefix and by category, by pages", async () => {
    for (const name of ["ticket-b", "ticket-a", "cart-1"])
      await client.post(`/v1/streams/${name}/events`, event(0));
    const names = async (query: string) =>
      (await client.get(`/v1/streams${query}`)).body.streams.map(
        ({ stream }: { stream: string }) => stream,
      );
    expect(await names("")).toEqual(["cart-1", "ticket-a", "ticket-b"]);
    expect(await names("?category=ticket")).toEqual(["ticket-a", "ticket-b"]);
    expect(await names("?prefix=ticket-b")).toEqual(["ticket-b"]);
    const page = await client.get("/v1/streams?limit=2");
    expect(page.headers.get("link")).toBe('</v1/streams?limit=2&after=ticket-a>; rel="next"');
    expect(await names("?limit=2&after=ticket-a")).toEqual(["ticket-b"]);
  });
});
