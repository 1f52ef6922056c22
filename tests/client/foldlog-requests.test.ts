import { describe, expect, it } from "vitest";
import { Foldlog } from "../../client/foldlog.ts";
import { Refused, Stopped } from "../../client/send-with-retries.ts";
import { scriptedServer } from "../support/scripted-server.ts";

const thrown = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe("a request of Foldlog", () => {
  it("keeps the path of its base", async () => {
    await using server = await scriptedServer([{ status: 200 }]);
    for (const base of ["/logs/a", "/logs/a/"]) {
      await new Foldlog(server.url + base).get("/v1/head", { x: [1, undefined, "ü&"] });
      expect(server.paths.at(-1)).toBe("/logs/a/v1/head?x=1&x=%C3%BC%26");
    }
  });

  it("carries the key, if there is one, whatever it asks for", async () => {
    const live = { "content-type": "text/event-stream" };
    await using server = await scriptedServer([
      { status: 200 },
      { status: 200 },
      { status: 200, headers: live, body: 'id: 1\ndata: {"position":1}\n\n' },
      { status: 200 },
    ]);
    const log = new Foldlog(server.url, { key: "fl_1" });
    await log.get("/v1/head");
    await log.append("a-1", { type: "A", data: 1 });
    for await (const _event of log.subscribe()) break;
    await new Foldlog(server.url).get("/v1/head");
    expect(server.authorizations).toEqual(["Bearer fl_1", "Bearer fl_1", "Bearer fl_1", ""]);
  });

  it("goes on with another key where the first was not taken", async () => {
    const live = { "content-type": "text/event-stream" };
    await using server = await scriptedServer([
      { status: 401 },
      { status: 401 },
      { status: 401 },
      { status: 200, headers: live, body: 'id: 1\ndata: {"position":1}\n\n' },
    ]);
    const refused: (string | undefined)[] = [];
    const log = new Foldlog(server.url, {
      key: "fl_1",
      replaceKey: (key) => Promise.resolve(`fl_${refused.push(key) + 1}`),
    });
    for await (const _event of log.subscribe()) break;
    expect(refused).toEqual(["fl_1", "fl_2", "fl_3"]);
    await log.get("/v1/head", {}, { tries: 1 }).catch(() => {});
    expect(server.authorizations.at(-1)).toBe("Bearer fl_4");
  });

  it("sends a request again with another key, and gives up when there is none", async () => {
    await using server = await scriptedServer([{ status: 401 }, { status: 200 }, { status: 401 }]);
    const left = ["fl_2"];
    const log = new Foldlog(server.url, { replaceKey: () => Promise.resolve(left.pop()) });
    await log.send("POST", "/event", { json: { n: 1 } });
    expect(server.received).toEqual(['{"n":1}', '{"n":1}']);
    expect(await thrown(log.get("/v1/head"))).toMatchObject({ status: 401 });
    expect(server.authorizations).toEqual(["", "Bearer fl_2", "Bearer fl_2"]);
  });

  it("gives the headers of an answer to whoever asks for them", async () => {
    const headers = { "log-position": "7" };
    await using server = await scriptedServer([{ status: 200, headers, body: "[1]" }]);
    const answer = await new Foldlog(server.url).answer("/orders/value", { mode: "DAY" });
    expect(answer.body).toEqual([1]);
    expect(answer.headers.get("log-position")).toBe("7");
    expect(server.paths).toEqual(["/orders/value?mode=DAY"]);
  });

  it("takes an answer without content", async () => {
    await using server = await scriptedServer([{ status: 204, body: "" }]);
    expect(await new Foldlog(server.url).send("DELETE", "/v1/views/x")).toBeUndefined();
  });

  it("tells what to ask for to have the next page of a list, while there is one", async () => {
    const link = '</v1/views/x/rows?prefix=a&after=%5B%22%C3%BC%22%5D&limit=2>; rel="next"';
    await using server = await scriptedServer([
      { status: 200, headers: { link }, body: '{"rows":[1,2]}' },
      { status: 200, body: '{"rows":[3]}' },
    ]);
    const log = new Foldlog(server.url);
    const first = await log.list("/v1/views/x/rows", { prefix: "a", limit: 2 });
    expect(first.body).toEqual({ rows: [1, 2] });
    expect(first.next?.get("after")).toBe('["ü"]');
    const last = await log.list("/v1/views/x/rows", Object.fromEntries(first.next ?? []));
    expect(last).toEqual({ body: { rows: [3] }, next: undefined });
  });

  it.each(["{}", "null", "[]", '{"type":"about:blank"}', '{"type":', ""])(
    "takes the problem %s for none of Foldlog's",
    async (body) => {
      const headers = { "content-type": "application/problem+json" };
      await using server = await scriptedServer([{ status: 403, headers, body }]);
      const answer = await thrown(new Foldlog(server.url).get("/v1/head"));
      expect(answer).toBeInstanceOf(Refused);
      expect(answer).toMatchObject({ status: 403, code: "", problem: undefined });
      expect(server.received).toHaveLength(1);
    },
  );

  it("sends nothing for a signal that was given before", async () => {
    await using server = await scriptedServer([{ status: 200 }]);
    const signal = AbortSignal.abort();
    const log = new Foldlog(server.url);
    expect(await thrown(log.append("a-1", { type: "A", data: 0 }, { signal }))).toBeInstanceOf(
      Stopped,
    );
    expect(await thrown(log.get("/v1/head", {}, { signal }))).toBeInstanceOf(Stopped);
    expect(server.received).toEqual([]);
  });

  it("gives up a read that is not answered, at once, by its signal", async () => {
    const stop = new AbortController();
    await using server = await scriptedServer([{ status: 200, never: true }]);
    const asked = thrown(new Foldlog(server.url).get("/v1/head", {}, { signal: stop.signal }));
    await expect.poll(() => server.received.length).toBe(1);
    const began = performance.now();
    stop.abort();
    expect(await asked).toBeInstanceOf(Stopped);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
