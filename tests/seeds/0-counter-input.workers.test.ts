import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

function send(body: BodyInit, headers: Record<string, string>) {
  return client.send("POST", "/event", { body, headers });
}

describe("POST /event", () => {
  const bad: readonly [body: string, pointer: string | undefined][] = [
    ["{}", "/type"],
    ['{"type":"INCREMENT"}', "/value"],
    ['{"value":1}', "/type"],
    ['{"type":"increment","value":1}', "/type"],
    ...[
      "0",
      "-1",
      "1.5",
      '"1.5"',
      "true",
      "null",
      "[1]",
      "{}",
      '""',
      '"-1"',
      '" 1"',
      '"1e3"',
      '"9007199254740992"',
    ].map((value) => [`{"type":"INCREMENT","value":${value}}`, "/value"] as [string, string]),
    ['{"type":["INCREMENT"],"value":1}', "/type"],
    ['{"type":"INCREMENT","value":1,"x":2}', "/x"],
    ['{"type":"INCREMENT","value":1,"id":""}', "/id"],
    ["[]", ""],
    ["null", ""],
    ["7", ""],
    ['"x"', ""],
    ...[
      "",
      "{",
      "\u0000",
      "\uFEFF{}",
      '{"type":"INCREMENT","value":1e400}',
      '{"type":"INCREMENT","type":"DECREMENT","value":1}',
      '{"type":"INCREMENT","value":9007199254740993}',
      '{"type":"INCREMENT","value":1,"id":"\\ud800"}',
    ].map((body) => [body, undefined] as [string, undefined]),
  ];
  it.each(bad)("refuses the body %s", async (body, pointer) => {
    const answer = await client.send("POST", "/event", { body, headers: JSON_TYPE });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      400,
      "application/problem+json",
    ]);
    expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
  });

  it("refuses bytes that are no UTF-8, types of body it does not take, and bodies that are too large", async () => {
    expect((await send(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), JSON_TYPE)).status).toBe(
      400,
    );
    expect((await send("type=INCREMENT&value=%FF", FORM_TYPE)).status).toBe(400);
    expect((await send("type=INCREMENT&value=1&value=2", FORM_TYPE)).status).toBe(400);
    expect((await send("type=INCREMENT&Type=DECREMENT&value=2", FORM_TYPE)).status).toBe(400);
    expect((await send("x", { "content-type": "text/plain" })).status).toBe(415);
    expect((await send("{}", { "content-type": "application/json; charset=latin1" })).status).toBe(
      415,
    );
    expect((await send("{}", { ...JSON_TYPE, "content-encoding": "gzip" })).status).toBe(415);
    expect((await send(`"${"x".repeat(4 * 1024 * 1024)}"`, JSON_TYPE)).status).toBe(413);
  });

  it("says in plain words what is wrong", async () => {
    const detail = async (body: string, headers = JSON_TYPE) =>
      (await send(body, headers)).body.detail;
    expect(await detail('{"type":"INCREMENT"}')).toBe(
      "value must be an integer from 1 to 9007199254740991.",
    );
    expect(await detail("[]")).toBe("It must be of type object.");
    expect(await detail("type=INCREMENT&value=2&__proto__=1", FORM_TYPE)).toBe(
      "__proto__ is not known here.",
    );
    expect((await client.get("/events?limit=1&limit=2")).body.detail).toContain(
      "limit must be given once",
    );
    expect((await client.get("/events?limit=")).body.detail).toContain(
      "limit must be from 1 to 1000",
    );
    expect((await client.get("/healthz?x=1")).body.detail).toBe(
      "x is not known here. The parameters here: none.",
    );
  });

  it("recorded none of that", async () => {
    expect((await client.get("/v1/head")).body.position).toBe(0);
  });
});
