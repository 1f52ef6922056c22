import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const LINES = { accept: "application/x-ndjson" };
type Positioned = { position: number };

afterEach(() => reset());

async function fill(): Promise<void> {
  await client.post(
    "/v1/streams/a-1/events",
    [1, 2, 3].map((data) => ({ type: "A", data })),
  );
  await client.post(
    "/v1/streams/b-1/events",
    [4, 5].map((data) => ({ type: "B", data })),
  );
  await client.post("/v1/streams/a-2/events", { type: "C", data: 6 });
}

async function positions(query: string): Promise<number[]> {
  const { body } = await client.get(`/v1/events${query}`);
  return body.events.map(({ position }: Positioned) => position);
}

describe("GET /v1/events", () => {
  it("gives the log by position, filtered, in both directions", async () => {
    await fill();
    expect(await positions("")).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await positions("?after=2&before=5")).toEqual([3, 4]);
    expect(await positions("?direction=backward")).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await positions("?type=A&type=C")).toEqual([1, 2, 3, 6]);
    expect(await positions("?type=B,C&direction=backward")).toEqual([6, 5, 4]);
    expect(await positions("?category=a")).toEqual([1, 2, 3, 6]);
    expect(await positions("?category=a&type=C")).toEqual([6]);
    expect(await positions("?stream=b-1&after=4")).toEqual([5]);
    expect(await positions("?stream=a-2&category=b")).toEqual([]);
    expect(await positions("?after=6")).toEqual([]);
  });

  it("can be read to its end by its links, in either direction", async () => {
    await fill();
    for (const direction of ["forward", "backward"]) {
      const read: number[] = [];
      let path: string | undefined = `/v1/events?limit=2&direction=${direction}&category=a`;
      while (path !== undefined) {
        const { body, headers } = await client.get(path);
        read.push(...body.events.map(({ position }: Positioned) => position));
        path = /^<(.*)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
      }
      expect(read).toEqual(direction === "forward" ? [1, 2, 3, 6] : [6, 3, 2, 1]);
    }
  });

  it("finds the few among the many on one page", async () => {
    await client.post("/v1/streams/a-1/events", { type: "Rare", data: 1 });
    const many = JSON.stringify(Array.from({ length: 1000 }, () => ({ type: "Common", data: 0 })));
    for (let i = 0; i < 25; i += 1) await client.post("/v1/streams/b-1/events", many);
    await client.post("/v1/streams/a-1/events", { type: "Rare", data: 2 });
    expect(await positions("?type=Rare")).toEqual([1, 25_002]);
    expect(await positions("?type=Rare&direction=backward")).toEqual([25_002, 1]);
  });

  it("lets what cannot change be kept, and nothing else", async () => {
    await fill();
    const cached = async (path: string) =>
      (await client.get(path)).headers.get("cache-control")?.includes("immutable");
    expect(await cached("/v1/events?limit=3")).toBe(true);
    expect(await cached("/v1/events?limit=7")).toBe(false);
    expect(await cached("/v1/events?limit=3&direction=backward")).toBe(false);
    expect(await cached("/v1/events?limit=3&direction=backward&before=6")).toBe(true);
    expect(await cached("/v1/events?limit=3&direction=backward&before=7")).toBe(true);
    expect(await cached("/v1/events?limit=3&direction=backward&before=8")).toBe(false);
    expect(await cached("/v1/events?before=7")).toBe(true);
    expect(await cached("/v1/events?before=8")).toBe(false);
    expect(await cached("/v1/streams/a-1/events?limit=1")).toBe(false);
    expect(await cached("/v1/events/3")).toBe(true);
  });

  it("finds events by time and by text, by pages and as lines", async () => {
    for (const data of ["One", "two", "ONE and two"]) {
      await client.post("/v1/streams/a-1/events", { type: "A", data });
      await scheduler.wait(5);
    }
    const { events } = (await client.get("/v1/events")).body;
    const [, second, third] = events.map(({ recordedAt }: { recordedAt: string }) => recordedAt);
    expect(await positions(`?from_time=${second}`)).toEqual([2, 3]);
    expect(await positions(`?to_time=${third}&direction=backward`)).toEqual([2, 1]);
    expect(await positions(`?from_time=${second}&to_time=${third}&q=TWO`)).toEqual([2]);
    expect(await positions(`?from_time=${second.replace("Z", "001Z")}`)).toEqual([3]);
    expect(await positions(`?to_time=${second.replace("Z", "001Z")}`)).toEqual([1, 2]);
    expect(await positions("?q=one")).toEqual([1, 3]);
    expect(await positions("?q=one&after=1&stream=a-1&type=A&category=a")).toEqual([3]);
    const page = await client.get("/v1/events?q=one&limit=1&from_time=2020-01-01T00:00:00Z");
    expect(page.headers.get("link")).toContain("q=one&limit=1&from_time=");
    expect(page.headers.get("link")).toContain("after=1");
    const lines = await client.get(`/v1/events?q=one&from_time=${second}`, LINES);
    expect(JSON.parse(lines.text).position).toBe(3);
    const cached = async (to: string) =>
      (await client.get(`/v1/events?to_time=${to}`)).headers.get("cache-control");
    expect(await cached(third)).toContain("immutable");
    expect(await cached("2999-01-01T00:00:00Z")).toBe("no-cache");
    expect(await cached(third.replace("Z", "001Z"))).toBe("no-cache");
  });

  it("streams lines of any number", async () => {
    expect((await client.get("/v1/events", LINES)).text).toBe("");
    const batch = Array.from({ length: 1000 }, (_, data) => ({
      type: "A",
      data: { data, text: "x".repeat(200) },
    }));
    for (let i = 0; i < 6; i += 1)
      await client.post("/v1/streams/a-1/events", JSON.stringify(batch));
    const { text, headers } = await client.get("/v1/events", LINES);
    expect([headers.get("content-type"), headers.get("vary")]).toEqual([
      "application/x-ndjson",
      "Accept",
    ]);
    const read = text
      .trimEnd()
      .split("\n")
      .map((line) => Number(JSON.parse(line).position));
    expect(read).toEqual(Array.from({ length: 6000 }, (_, i) => i + 1));
    const some = await client.get("/v1/events?direction=backward&limit=2500", LINES);
    expect(some.text.trimEnd().split("\n")).toHaveLength(2500);
    expect((await client.get("/v1/events?limit=2500")).status).toBe(400);
  });

  it("ends a stream where the log ended when it began", async () => {
    const batch = Array.from({ length: 1000 }, () => ({ type: "A", data: "x".repeat(1000) }));
    for (let i = 0; i < 4; i += 1) await client.post("/v1/streams/a-1/events", batch);
    const response = await exports.default.fetch(
      new Request("http://foldlog.test/v1/events", { headers: LINES }),
    );
    await client.post("/v1/streams/a-1/events", batch);
    expect((await response.text()).trimEnd().split("\n")).toHaveLength(4000);
  });

  it("names what is wrong with a query, and what it knows", async () => {
    for (const [query, name] of [
      ["?limit=0", "limit"],
      ["?limit=1001", "limit"],
      ["?after=-1", "after"],
      ["?after=1&after=2", "after"],
      ["?direction=up", "direction"],
      ["?stream=x", "stream"],
      ["?category=A", "category"],
      ["?type=a%20b", "type"],
      ["?from_time=2026-02-30T00:00:00Z", "from_time"],
      ["?to_time=yesterday", "to_time"],
      ["?q=", "q"],
      [`?q=${"x".repeat(101)}`, "q"],
      ["?q=a&q=b", "q"],
      ["?limt=1", "limt"],
    ] as const) {
      const { status, body } = await client.get(`/v1/events${query}`);
      expect([status, body.errors[0].pointer.split("/")[1]]).toEqual([400, name]);
      expect(body.detail).toContain("after, before, limit");
    }
    expect((await client.get("/v1/events", { accept: "text/csv" })).body.type).toBe(
      "/problems/not-acceptable",
    );
  });
});

describe("GET /v1/events/{position}", () => {
  it("gives one event, or says where the log ends", async () => {
    await fill();
    expect((await client.get("/v1/events/4")).body).toMatchObject({
      position: 4,
      stream: "b-1",
      revision: 1,
      type: "B",
      source: "api",
      data: 4,
      metadata: {},
    });
    expect((await client.get("/v1/events/7")).body).toMatchObject({ status: 404, head: 6 });
    expect((await client.get("/v1/events/0")).status).toBe(404);
    expect((await client.get("/v1/events/x")).status).toBe(400);
  });
});

describe("GET /v1/head", () => {
  it("counts what the log holds", async () => {
    await fill();
    const { body, headers } = await client.get("/v1/head");
    expect(body).toMatchObject({ position: 6, streams: 3, types: 3, categories: 2 });
    expect(body.sizeBytes).toBeGreaterThan(0);
    expect(body.oldest <= body.newest).toBe(true);
    expect(headers.get("log-position")).toBe("6");
  });
});
