import { reset } from "cloudflare:test";
import { afterAll, describe, expect, it } from "vitest";
import { client, verdictOf } from "../support/fruits.ts";
import { PARTY_SESSION, partyEvent } from "../support/party.ts";
import { declare, sendEvents, statusesOf } from "../support/party-requests.ts";

const session = PARTY_SESSION;
const found = async (query: string): Promise<string[]> =>
  (await client.get(`/eye/events?${query}`)).body.events.map(
    ({ timestamp }: { timestamp: string }) => timestamp,
  );

const TIMES = [
  "2021-09-26 09:15:26",
  "2021-09-26 09:15:27.243860",
  "2021-09-26 11:15:28.000001+02:00",
  "2021-09-26T09:15:28.000002Z",
] as const;

// The tests of this file are one story, told in order, on one log.
describe("seed 1, The Eye", () => {
  afterAll(() => reset());

  it("takes no event of a category that nobody has declared", async () => {
    const answer = await sendEvents(partyEvent());
    expect(verdictOf(answer)).toEqual([422, "refused"]);
    expect(answer.body.results[0].errors).toMatchObject([{ pointer: "/category" }]);
  });

  it("sets up validation for each category", async () => {
    expect((await declare()).status).toBe(201);
    expect((await declare({ type: "object" }, "click")).status).toBe(201);
  });

  it("receives an event, and events, of one application and of several", async () => {
    const first = await sendEvents(partyEvent({ id: "1" }));
    expect([first.status, statusesOf(first)]).toEqual([201, ["accepted"]]);
    const others = await sendEvents([
      partyEvent({ id: "2", timestamp: TIMES[3], category: "click", data: {} }),
      partyEvent({ id: "3", timestamp: TIMES[0] }),
      partyEvent({ id: "4", timestamp: TIMES[2], name: "Other" }),
      partyEvent({ id: "5", session_id: "other" }),
    ]);
    expect(others.status).toBe(201);
  });

  it("records what was wrong: values, timestamps, categories", async () => {
    const answer = await sendEvents([
      partyEvent({ data: { host: 1 } }),
      partyEvent({ timestamp: "2021-02-30 00:00:00" }),
      partyEvent({ timestamp: "2999-01-01 00:00:00" }),
      partyEvent({ category: "none" }),
      "no event",
      partyEvent({ id: "6", timestamp: "1999-12-31 23:59:59.999999", session_id: "late" }),
    ]);
    expect(answer.status).toBe(207);
    expect(statusesOf(answer).filter((status) => status === "accepted")).toEqual(["accepted"]);
    const { errors, kinds } = (await client.get("/eye/errors?application=AppName&by=hour")).body;
    expect(errors.map(({ kind }: { kind: string }) => kind)).toEqual([
      "unknown-category",
      "future-timestamp",
      "invalid-timestamp",
      "unexpected-value",
      "unknown-category",
    ]);
    expect(kinds).toMatchObject([
      { kind: "future-timestamp", count: 1 },
      { kind: "invalid-timestamp", count: 1 },
      { kind: "unexpected-value", count: 1, buckets: [{ count: 1 }] },
      { kind: "unknown-category", count: 2 },
    ]);
  });

  it("groups events by session, ordered by time of occurrence, as they were sent", async () => {
    const { body } = await client.get(`/eye/sessions/${session}`);
    expect(body.events.map(({ timestamp }: { timestamp: string }) => timestamp)).toEqual(TIMES);
    expect(body.events[1]).toEqual({
      ...partyEvent(),
      id: "1",
      position: 4,
      receivedAt: expect.any(String),
    });
    expect(body.sessions).toMatchObject([
      {
        application: "AppName",
        start: "2021-09-26T09:15:26.000Z",
        end: "2021-09-26T09:15:28.000002Z",
        durationMs: 2000.002,
        events: 3,
        categories: { click: 1, party: 2 },
        first: { id: "3" },
        last: { id: "2" },
      },
      { application: "Other", events: 1, durationMs: 0 },
    ]);
    expect(verdictOf(await client.get("/eye/sessions/none"))).toEqual([404, "session-not-found"]);
  });

  it("answers queries by session, category, application and time, together", async () => {
    expect(await found(`session=${session}`)).toEqual(TIMES);
    expect(await found(`session=${session}&category=click`)).toEqual([TIMES[3]]);
    expect(await found(`session=${session}&category=party&name=Other`)).toEqual([TIMES[2]]);
    expect(await found("application=Other")).toEqual([TIMES[2]]);
    expect(await found("category=party&to=2000-01-01 00:00:00")).toEqual([
      "1999-12-31 23:59:59.999999",
    ]);
    const range = "from=2021-09-26T09:15:27.243860Z&to=2021-09-26T09:15:28.000002Z";
    expect(await found(`session=${session}&${range}`)).toEqual(TIMES.slice(1, 3));
  });

  it("takes the times of a query in a body", async () => {
    const asked = { session, initial: "2021-09-26 09:15:26", end: "2021-09-26 09:15:28" };
    const { body } = await client.post("/eye/events/query", JSON.stringify(asked));
    expect(body.events.map(({ timestamp }: { timestamp: string }) => timestamp)).toEqual(
      TIMES.slice(0, 2),
    );
    for (const wrong of [
      {},
      { ...asked, end: "soon" },
      { ...asked, end: "2020-01-01 00:00:00" },
      { ...asked, more: 1 },
    ])
      expect((await client.post("/eye/events/query", JSON.stringify(wrong))).status).toBe(400);
  });

  it("lists the sessions, the one that started last first, by application and start", async () => {
    const sessions = async (query: string) =>
      (await client.get(`/eye/sessions?${query}`)).body.sessions.map(
        (one: { session_id: string; application: string }) => [one.session_id, one.application],
      );
    const all = [
      [session, "Other"],
      ["other", "AppName"],
      [session, "AppName"],
      ["late", "AppName"],
    ];
    expect(await sessions("")).toEqual(all);
    expect(await sessions("application=AppName&from=2000-01-01 00:00:00")).toEqual(all.slice(1, 3));
  });

  it("pages by Link, without loss or repetition", async () => {
    const times: string[] = [];
    for (let path = "/eye/events?limit=2"; path !== "";) {
      const { body, headers } = await client.get(path);
      expect(body.events.length).toBeLessThanOrEqual(2);
      times.push(...body.events.map(({ id }: { id: string }) => id));
      path = /<(.*)>; rel="next"/.exec(headers.get("link") ?? "")?.[1] ?? "";
    }
    expect(times).toEqual(["6", "3", "1", "5", "4", "2"]);
  });

  it.each([
    "/eye/events?from=yesterday",
    "/eye/events?from=2021-01-02T00:00:00Z&to=2021-01-01T00:00:00Z",
    "/eye/events?limit=0",
    "/eye/events?after=x",
    "/eye/events?name=a&application=b",
    "/eye/events?color=red",
    "/eye/sessions?application=",
    "/eye/errors?kind=odd",
  ])("refuses %s", async (path) => {
    expect(verdictOf(await client.get(path))).toEqual([400, "invalid-query"]);
  });

  it("rebuilds all of it from the log, the same", async () => {
    const paths = ["/eye/events", "/eye/sessions", "/eye/errors", "/eye/categories"];
    const read = async () => Promise.all(paths.map(async (path) => (await client.get(path)).text));
    const before = await read();
    for (const view of ["sessions", "eye"]) {
      expect((await client.post(`/v1/views/${view}/verify`, "")).body.identical).toBe(true);
      expect((await client.send("DELETE", `/v1/views/${view}`)).status).toBe(204);
    }
    expect(await read()).toEqual(before);
  });
});
