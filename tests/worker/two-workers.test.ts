import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

const fruitsOf = (...kinds: string[]) => ({
  schema: { type: "object", properties: { fruit: { enum: kinds } } },
  compatibility: "NONE",
});

describe("two Workers before one log", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startWorkerd(bundleFoldlog(), temporary("two-workers"));
  });
  afterAll(() => runtime.stop("SIGKILL"));

  it("never take an event by a version of its schema that is no longer current", async () => {
    const [first, second] = [new Client(fetch, runtime.url), new Client(fetch, runtime.secondUrl)];
    const register = (one: Client, ...kinds: string[]) =>
      one.post("/Bob/Fruits/register_event", fruitsOf(...kinds));
    const send = (one: Client, fruit: string) => one.post("/Bob/Fruits/send_event", { fruit });
    await register(first, "apple", "fig");
    for (const one of [first, second]) expect((await send(one, "fig")).status).toBe(201);
    await register(first, "apple", "lime");
    // The second one remembers version 1, by which a fig fits and a lime does not.
    const fig = await send(second, "fig");
    expect([fig.status, fig.body.version]).toEqual([422, 2]);
    await register(second, "apple", "fig");
    const lime = await send(first, "lime");
    expect([lime.status, lime.body.version]).toEqual([422, 3]);
    expect((await send(first, "fig")).body.version).toBe(3);
  });
});
