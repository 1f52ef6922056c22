import {
  abortAllDurableObjects,
  evictDurableObject,
  reset,
  runInDurableObject,
} from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { readServerSentEvents, type ServerSentEvent } from "../../client/server-sent-events.ts";
import { WINDOW } from "../../durable/subscription.ts";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const open: AsyncGenerator[] = [];

afterEach(async () => {
  for (const feed of open.splice(0)) await feed.return(undefined);
  await reset();
});

type Feed = AsyncGenerator<ServerSentEvent | undefined>;

async function subscribe(query = "", headers: Record<string, string> = {}): Promise<Feed> {
  const request = new Request(`http://foldlog.test/v1/events${query}`, {
    headers: { accept: "text/event-stream", ...headers },
  });
  const response = await exports.default.fetch(request);
  if (!response.body) throw new Error("no body");
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const feed = readServerSentEvents(response.body);
  open.push(feed);
  return feed;
}

/** The next events, as `position` for one of the log and as its name for another. */
async function take(feed: Feed, count: number): Promise<(number | string)[]> {
  const taken: (number | string)[] = [];
  while (taken.length < count) {
    const { value, done } = await feed.next();
    if (done) throw new Error(`The stream ended after ${taken.join()}`);
    if (!value) continue;
    taken.push(
      value.event === "message" ? JSON.parse(value.data).position : `${value.event} ${value.id}`,
    );
  }
  return taken;
}

const append = (stream: string, type: string, count = 1) =>
  client.post(
    `/v1/streams/${stream}/events`,
    Array.from({ length: count }, (_, data) => ({ type, data })),
  );
const theLog = () => env.LOG.getByName("main");

describe("GET /v1/events as text/event-stream", () => {
  it("gives the past, says so, and then what comes, as it was recorded", async () => {
    await append("a-1", "A", 2);
    const feed = await subscribe();
    expect(await take(feed, 3)).toEqual([1, 2, "caught-up 2"]);
    await append("a-1", "B");
    const { value } = await feed.next();
    const { body } = await client.get("/v1/events/3");
    expect(value).toMatchObject({ event: "message", id: "3" });
    expect(JSON.parse(value?.data ?? "")).toEqual(body);
  });

  it("begins where it is told, and at the end for now", async () => {
    await append("a-1", "A", 5);
    expect(await take(await subscribe("?after=3"), 3)).toEqual([4, 5, "caught-up 5"]);
    expect(await take(await subscribe("?after=1", { "last-event-id": "4" }), 2)).toEqual([
      5,
      "caught-up 5",
    ]);
    expect(await take(await subscribe("?after=99"), 1)).toEqual(["caught-up 99"]);
    const now = await subscribe("?after=now");
    expect(await take(now, 1)).toEqual(["caught-up 5"]);
    await append("a-1", "A");
    expect(await take(now, 1)).toEqual([6]);
  });

  it("waits on an empty log", async () => {
    const feed = await subscribe();
    expect(await take(feed, 1)).toEqual(["caught-up 0"]);
    await append("a-1", "A");
    expect(await take(feed, 1)).toEqual([1]);
  });

  it("filters by type, category and stream", async () => {
    const feeds = await Promise.all(
      ["?type=A,B", "?category=b", "?stream=a-2"].map((query) => subscribe(query)),
    );
    for (const feed of feeds) await take(feed, 1);
    await append("a-1", "A");
    await append("b-1", "C");
    await append("a-2", "B");
    expect(await Promise.all(feeds.map((feed, i) => take(feed, i === 0 ? 2 : 1)))).toEqual([
      [1, 3],
      [2],
      [3],
    ]);
  });

  it("looks for text, in what was there and in what comes", async () => {
    const say = (data: string) => client.post("/v1/streams/a-1/events", { type: "Said", data });
    await say("one Apple");
    await say("a pear");
    const feed = await subscribe("?q=aPPle");
    expect(await take(feed, 2)).toEqual([1, "caught-up 2"]);
    await say("another pear");
    await say("an apple, too");
    expect(await take(feed, 1)).toEqual([4]);
  });

  it("begins at a time", async () => {
    await append("a-1", "A", 2);
    const { body: last } = await client.get("/v1/events/2");
    await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(last.recordedAt) + 1);
    const between = new Date(Date.parse(last.recordedAt) + 1).toISOString();
    await append("a-1", "A", 2);
    const behind = await subscribe(`?from_time=${between}`);
    expect(await take(behind, 3)).toEqual([3, 4, "caught-up 4"]);
    const included = await subscribe(`?from_time=${last.recordedAt}&after=1`);
    expect(await take(included, 4)).toEqual([2, 3, 4, "caught-up 4"]);
    await append("a-1", "A");
    expect(await take(behind, 1)).toEqual([5]);
  });

  it("tells its position where a filter lets nothing pass", async () => {
    const feed = await subscribe("?type=Rare");
    await take(feed, 1);
    for (let i = 0; i < 3; i += 1) await append("a-1", "A", 600);
    expect(await take(feed, 1)).toEqual(["progress 1200"]);
    await append("a-1", "Rare");
    expect(await take(feed, 1)).toEqual([1801]);
  });

  it("gives every event once, in order, to readers that come while others write", async () => {
    const writers = Promise.all(Array.from({ length: 40 }, () => append("a-1", "A", 25)));
    const feeds = await Promise.all([0, 0, 0].map(() => subscribe()));
    await writers;
    const all = Array.from({ length: 1000 }, (_, i) => i + 1);
    for (const feed of feeds) {
      const positions: (number | string)[] = [];
      while (positions.length < 1000)
        positions.push(...(await take(feed, 1)).filter((one) => typeof one === "number"));
      expect(positions).toEqual(all);
    }
  });

  it("gives events that are larger than a message", async () => {
    const data = "x".repeat(200_000);
    for (let i = 0; i < 12; i += 1)
      await client.post("/v1/streams/a-1/events", { type: "A", data });
    expect(await take(await subscribe(), 13)).toEqual([
      ...Array.from({ length: 12 }, (_, i) => i + 1),
      "caught-up 12",
    ]);
  });

  it("sends a reader that does not read a few messages, and the rest when it reads", async () => {
    const feed = await subscribe();
    await take(feed, 1);
    const data = "x".repeat(100_000);
    for (let i = 0; i < 40; i += 1)
      await client.post("/v1/streams/a-1/events", { type: "A", data });
    const unread = await runInDurableObject(theLog(), (_, state) =>
      state.getWebSockets().map((socket) => socket.deserializeAttachment().unread),
    );
    expect(unread).toEqual([WINDOW]);
    expect(await take(feed, 40)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it("keeps a filter of a hundred long types", async () => {
    const types = Array.from({ length: 100 }, (_, i) => `${i}`.padStart(64, "T"));
    const feed = await subscribe(`?type=${types.join()}&stream=a-1&q=${"%E2%82%AC".repeat(100)}`);
    expect(await take(feed, 1)).toEqual(["caught-up 0"]);
    const other = await subscribe(`?type=${types.join()}`);
    await take(other, 1);
    await append("a-1", types[99] ?? "");
    expect(await take(other, 1)).toEqual([1]);
  });

  it("finds for many searches what is in the past, and what comes", async () => {
    await append("a-1", "Rare");
    await append("a-1", "A", 50);
    await append("a-1", "Rare");
    const feeds = await Promise.all([1, 2, 3, 4].map(() => subscribe("?q=rare")));
    const past = await Promise.all(feeds.map((feed) => take(feed, 3)));
    expect(past).toEqual(feeds.map(() => [1, 52, "caught-up 52"]));
    await append("a-1", "Rare");
    expect(await Promise.all(feeds.map((feed) => take(feed, 1)))).toEqual(feeds.map(() => [53]));
  });

  it("goes on when the log's object was evicted, and when it broke", async () => {
    await append("a-1", "A");
    const feed = await subscribe();
    expect(await take(feed, 2)).toEqual([1, "caught-up 1"]);
    await evictDurableObject(theLog());
    await append("a-1", "A");
    expect(await take(feed, 1)).toEqual([2]);
    await abortAllDurableObjects();
    await append("a-1", "A");
    expect(await take(feed, 1)).toEqual([3]);
  });

  it("keeps no socket of a reader that has gone", async () => {
    const feed = await subscribe();
    await take(feed, 1);
    const sockets = () => runInDurableObject(theLog(), (_, state) => state.getWebSockets().length);
    expect(await sockets()).toBe(1);
    await feed.return(undefined);
    await expect.poll(sockets).toBe(0);
  });
});
