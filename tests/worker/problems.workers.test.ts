import { env, exports } from "cloudflare:workers";
import { createExecutionContext } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import worker from "../../worker/index.ts";
import { problemTable } from "../../worker/problem-table.ts";
import { routes } from "../../worker/routes.ts";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const HTML = { accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8" };

describe("a problem", () => {
  it("is a document with a type that leads to a page", async () => {
    const { status, headers, body } = await client.get("/valeu", HTML);
    expect([status, headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    expect(body).toEqual({
      type: "/problems/not-found",
      title: expect.any(String),
      status: 404,
      detail: expect.any(String),
      instance: "/valeu",
    });
    expect((await client.get("/nö wäy%0d%0a")).body.instance).toBe("/n%C3%B6%20w%C3%A4y%0d%0a");
    expect((await client.get(body.type, HTML)).headers.get("content-type")).toMatch(/^text\/html/);
  });

  it.each(Object.keys(problemTable))("%s is explained", async (code) => {
    const page = await client.get(`/problems/${code}`, HTML);
    expect(page.text).toContain("<!doctype html>");
    const { body } = await client.get(`/problems/${code}`);
    expect(body).toMatchObject({ code, status: expect.any(Number), title: expect.any(String) });
    expect(body.help.length).toBeGreaterThan(20);
  });

  it("is listed with the others", async () => {
    const { body } = await client.get("/problems");
    expect(body.problems).toHaveLength(Object.keys(problemTable).length);
    expect((await client.get("/problems/none")).status).toBe(404);
  });
});

describe("every route", () => {
  it.each(routes.map(({ path }) => path))(
    "%s refuses a method that it does not have",
    async (pattern) => {
      const path = pattern.replace(":stream", "a-1").replace(/:\w+|\*/g, "1");
      const { status, headers, body } = await client.send("PATCH", path, { body: "x" });
      expect([status, body.type]).toEqual([405, "/problems/method-not-allowed"]);
      expect(headers.get("allow")).toMatch(/GET|POST/);
    },
  );

  it("answers nobody until it has been said who may ask, but for its health", async () => {
    for (const ACCESS of ["keys", "", "OPEN"]) {
      const closed = new Client((request) =>
        Promise.resolve(worker.fetch(request, { ...env, ACCESS }, createExecutionContext())),
      );
      for (const path of ["/value", "/v1/events", "/", "/nowhere"])
        expect((await closed.get(path)).body).toMatchObject({
          status: 503,
          type: "/problems/not-configured",
        });
      expect((await closed.post("/event", { type: "INCREMENT", value: 1 })).status).toBe(503);
      expect((await closed.get("/healthz")).body.status).toBe("ok");
    }
  });

  it("refuses an address that is no UTF-8", async () => {
    const type = async (path: string) => (await client.get(path)).body.type;
    expect(await type("/v1/streams?prefix=%C3%28")).toBe("/problems/invalid-query");
    expect(await type("/v1/streams/a-%C3%28/events")).toBe("/problems/invalid-path");
  });
});
