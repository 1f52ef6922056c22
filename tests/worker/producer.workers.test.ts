import { reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Json } from "../../core/json.ts";
import worker from "../../worker/index.ts";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const PATH = "/v1/producer";
const PLAN = { everyMs: 1000, seconds: 60 };
const limits = { everyMs: { min: 100, max: 60_000 }, seconds: { min: 1, max: 3600 } };
const idle = { running: false, everyMs: null, endsAt: null, sent: 0, lastError: null, limits };

/** So far ahead that no alarm rings by itself. */
const START = Date.parse("2100-01-01T00:00:00Z");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});
afterEach(async () => {
  vi.useRealTimers();
  await reset();
});

describe("/v1/producer", () => {
  it("tells that nothing runs before something was started", async () => {
    const { status, headers, body } = await client.get(PATH);
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toEqual({ allowed: true, ...idle });
  });

  it("starts a run, shows it, replaces it and stops it", async () => {
    const first = await client.post(PATH, PLAN);
    expect([first.status, first.headers.get("location")]).toEqual([201, PATH]);
    const running = { ...idle, allowed: true, running: true };
    expect(first.body).toEqual({ ...running, everyMs: 1000, endsAt: "2100-01-01T00:01:00.000Z" });
    expect((await client.get(PATH)).body).toEqual(first.body);
    const second = await client.post(PATH, { everyMs: 100, seconds: 3600 });
    expect(second.status).toBe(201);
    expect(second.body).toEqual({ ...running, everyMs: 100, endsAt: "2100-01-01T01:00:00.000Z" });
    for (let i = 0; i < 2; i += 1) {
      const stopped = await client.send("DELETE", PATH);
      expect([stopped.status, stopped.body]).toEqual([200, { allowed: true, ...idle }]);
    }
  });

  const EVERY = "/everyMs must be a whole number from 100 to 60000";
  const SECONDS = "/seconds must be a whole number from 1 to 3600";

  it.each<[Json, string[]]>([
    [{}, [EVERY, SECONDS]],
    [{ everyMs: 1000 }, [SECONDS]],
    [{ ...PLAN, everyMs: 99 }, [EVERY]],
    [{ ...PLAN, everyMs: 60_001 }, [EVERY]],
    [{ ...PLAN, everyMs: 100.5 }, [EVERY]],
    [{ ...PLAN, everyMs: 0.5 }, [EVERY]],
    [{ ...PLAN, everyMs: -1000 }, [EVERY]],
    [{ ...PLAN, everyMs: "1000" }, [EVERY]],
    [{ ...PLAN, everyMs: null }, [EVERY]],
    [{ ...PLAN, seconds: 0 }, [SECONDS]],
    [{ ...PLAN, seconds: 3601 }, [SECONDS]],
    [{ ...PLAN, seconds: 1.5 }, [SECONDS]],
    [{ ...PLAN, seconds: [1] }, [SECONDS]],
    [{ ...PLAN, seconds: true }, [SECONDS]],
    [{ ...PLAN, type: "INCREMENT" }, ["/type is not known here"]],
    [[PLAN], [" must be of type object"]],
    ["7", [" must be of type object"]],
  ])("refuses %j", async (input, errors) => {
    const { body } = await client.post(PATH, input);
    expect(body).toMatchObject({ status: 400, type: "/problems/invalid-body" });
    const told = body.errors.map(
      ({ pointer, message }: { pointer: string; message: string }) => `${pointer} ${message}`,
    );
    expect(told).toEqual(errors);
    expect((await client.get(PATH)).body.running).toBe(false);
  });

  it.each(["", "{", '{"everyMs":1000,"everyMs":1000,"seconds":60}'])(
    "refuses the text %j",
    async (text) => {
      const { body } = await client.post(PATH, text);
      expect(body).toMatchObject({ status: 400, type: "/problems/invalid-json" });
    },
  );

  it("takes no form and no parameters", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await client.post(PATH, "everyMs=1000&seconds=60", form)).status).toBe(415);
    expect((await client.post(PATH, JSON.stringify(PLAN), form)).status).toBe(201);
    const path = `${PATH}?seconds=60`;
    for (const { body } of [
      await client.post(path, PLAN),
      await client.get(path),
      await client.send("DELETE", path),
    ])
      expect(body).toMatchObject({ status: 400, type: "/problems/invalid-query" });
    expect((await client.get(PATH)).body.running).toBe(true);
  });
});

describe("where PRODUCER is not on", () => {
  const variables: { PRODUCER?: string } = env;
  beforeEach(() => {
    variables.PRODUCER = "off";
  });
  afterEach(() => {
    variables.PRODUCER = "on";
  });

  it("nothing is started, and the rest answers", async () => {
    const refused = await client.post(PATH, PLAN);
    expect(refused.body).toMatchObject({ status: 503, type: "/problems/producer-off" });
    expect(refused.body.detail).toContain("PRODUCER=on");
    expect((await client.get(PATH)).body).toEqual({ allowed: false, ...idle });
    const stopped = await client.send("DELETE", PATH);
    expect([stopped.status, stopped.body]).toEqual([200, { allowed: false, ...idle }]);
    variables.PRODUCER = "on";
    expect((await client.get(PATH)).body).toEqual({ allowed: true, ...idle });
  });

  it("the cron trigger appends nothing", async () => {
    await worker.scheduled(scheduledAt("2026-01-01T00:00:00Z"), env);
    expect((await client.get("/v1/head")).body.position).toBe(0);
  });
});

describe("the cron trigger", () => {
  it("appends one random event a minute, however often it comes", async () => {
    const minutes = Array.from({ length: 60 }, (_, i) => START + i * 60_000);
    for (const minute of [...minutes, ...minutes, START + 59_999])
      await worker.scheduled(scheduledAt(minute), env);
    const { events } = (await client.get("/v1/events")).body;
    expect(events).toHaveLength(60);
    expect(events[0]).toMatchObject({
      stream: "counter-main",
      source: "producer",
      id: "minute/2100-01-01T00:00:00.000Z",
    });
    const sets = { types: new Set(), values: new Set() };
    for (const { type, data } of events) {
      sets.types.add(type);
      sets.values.add(data.value);
    }
    expect(sets.types).toEqual(new Set(["INCREMENT", "DECREMENT"]));
    expect(sets.values).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it("fails if the log refuses", async () => {
    const minutes = Array.from({ length: 20 }, (_, i) => START + i * 60_000);
    for (const minute of minutes) await worker.scheduled(scheduledAt(minute), env);
    const { events } = (await client.get("/v1/events?type=INCREMENT")).body;
    const minuteUp = String(events[0].id).replace("minute/", "");
    await reset();
    await client.post("/event", { type: "INCREMENT", value: Number.MAX_SAFE_INTEGER });
    await expect(worker.scheduled(scheduledAt(minuteUp), env)).rejects.toThrow("must stay between");
    expect((await client.get("/v1/head")).body.position).toBe(1);
  });
});

function scheduledAt(time: number | string): ScheduledController {
  return {
    scheduledTime: new Date(time).getTime(),
    cron: "* * * * *",
    noRetry: () => {},
  };
}
