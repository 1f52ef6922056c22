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

  it("takes an answer without content", async () => {
    await using server = await scriptedServer([{ status: 204, body: "" }]);
    expect(await new Foldlog(server.url).send("DELETE", "/v1/views/x")).toBeUndefined();
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
