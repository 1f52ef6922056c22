import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));

afterEach(() => reset());

async function fill(): Promise<void> {
  for (const [stream, types] of [
    ["a-1", ["A", "A", "B"]],
    ["b-1", ["B", "C"]],
    ["a-2", ["A"]],
  ] as const)
    await client.post(
      `/v1/streams/${stream}/events`,
      types.map((type) => ({ type, data: { type } })),
    );
}

/** Queries that are refused, each with the parameter that is wrong. */
async function expectRefused(path: string, queries: readonly (readonly [string, string])[]) {
  for (const [query, name] of queries) {
    const { status, body } = await client.get(path + query);
    expect([status, body.type]).toEqual([400, "/problems/invalid-query"]);
    expect(body.errors[0].pointer.split("/")[1]).toBe(name);
    expect(body.detail).toContain("The parameters here: ");
  }
}

describe("GET /v1/histogram", () => {
  it("counts by position and type", async () => {
    await fill();
    const { body, headers } = await client.get("/v1/histogram?buckets=3");
    expect(body).toEqual({
      by: "position",
      from: 1,
      to: 6,
      head: 6,
      sampled: false,
      buckets: [
        { from: 1, to: 2, count: 2, types: { A: 2 } },
        { from: 3, to: 4, count: 2, types: { B: 2 } },
        { from: 5, to: 6, count: 2, types: { A: 1, C: 1 } },
      ],
    });
    expect(headers.get("cache-control")).toBe("no-cache");
  });

  it("counts by time", async () => {
    await fill();
    const { oldest, newest } = (await client.get("/v1/head")).body;
    const { body } = await client.get("/v1/histogram?by=time&buckets=1");
    const to = new Date(Date.parse(newest) + 1).toISOString();
    expect(body.buckets).toEqual([{ from: oldest, to, count: 6, types: { A: 3, B: 2, C: 1 } }]);
    expect(body).toMatchObject({ by: "time", from: oldest, to });
  });

  it("takes the filters of the log", async () => {
    await fill();
    const count = async (query: string) => {
      const { body } = await client.get(`/v1/histogram?${query}`);
      return body.buckets.reduce((sum: number, bucket: { count: number }) => sum + bucket.count, 0);
    };
    expect(await count("type=A,C")).toBe(4);
    expect(await count("category=a&after=1")).toBe(3);
    expect(await count("stream=b-1&before=5&by=time")).toBe(1);
    expect(await count("q=%22type%22:%22b")).toBe(2);
    expect(await count("to_time=2020-01-01T00:00:00Z")).toBe(0);
    expect(await count("from_time=2020-01-01T00:00:00Z")).toBe(6);
    expect((await client.get("/v1/histogram?type=None")).body).toMatchObject({
      from: null,
      to: null,
      buckets: [],
    });
  });

  it("names what is wrong with a query, and what it knows", () =>
    expectRefused("/v1/histogram", [
      ["?by=type", "by"],
      ["?buckets=0", "buckets"],
      ["?buckets=201", "buckets"],
      ["?buckets=x", "buckets"],
      ["?after=-1", "after"],
      ["?before=x", "before"],
      ["?stream=x", "stream"],
      ["?category=A", "category"],
      ["?type=a%20b", "type"],
      ["?from_time=1", "from_time"],
      ["?to_time=2026-13-01T00:00:00Z", "to_time"],
      ["?q=", "q"],
      ["?limit=1", "limit"],
      ["?direction=forward", "direction"],
    ]));
});

describe("GET /v1/types and /v1/categories", () => {
  it("tell the names there are, with what the log has of them", async () => {
    await fill();
    const span = (firstPosition: number, lastPosition: number) => ({ firstPosition, lastPosition });
    expect((await client.get("/v1/types")).body).toEqual({
      types: [
        { type: "A", events: 3, ...span(1, 6) },
        { type: "B", events: 2, ...span(3, 4) },
        { type: "C", events: 1, ...span(5, 5) },
      ],
    });
    expect((await client.get("/v1/categories")).body).toEqual({
      categories: [
        { category: "a", events: 4, streams: 2, ...span(1, 6) },
        { category: "b", events: 2, streams: 1, ...span(4, 5) },
      ],
    });
  });

  it("go on by their links", async () => {
    await fill();
    const { body, headers } = await client.get("/v1/types?limit=2");
    expect(body.types).toHaveLength(2);
    expect(headers.get("link")).toBe('</v1/types?limit=2&after=B>; rel="next"');
    const rest = await client.get("/v1/types?limit=2&after=B");
    expect([rest.body.types.length, rest.headers.get("link")]).toEqual([1, null]);
    const categories = await client.get("/v1/categories?limit=1");
    expect(categories.headers.get("link")).toBe('</v1/categories?limit=1&after=a>; rel="next"');
  });

  it("name what is wrong with a query, and what they know", async () => {
    for (const path of ["/v1/types", "/v1/categories"])
      await expectRefused(path, [
        ["?limit=0", "limit"],
        ["?limit=1001", "limit"],
        ["?after=a&after=b", "after"],
        [`?after=${"x".repeat(251)}`, "after"],
        ["?prefix=a", "prefix"],
      ]);
  });
});
