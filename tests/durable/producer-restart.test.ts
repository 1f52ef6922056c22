import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

const PATIENCE = { timeout: 20_000 };

describe("a run of the producer", () => {
  const data = temporary("producer");
  let program: ReturnType<typeof bundleFoldlog>;
  let runtime: Runtime;
  beforeAll(async () => {
    program = bundleFoldlog();
    runtime = await startWorkerd(program, data);
  });
  afterAll(() => runtime.stop());

  const client = () => new Client(fetch, runtime.url);
  const head = async (): Promise<number> => (await client().get("/v1/head")).body.position;
  const status = async () => (await client().get("/v1/producer")).body;

  it("goes on by itself after the runtime was killed, and counts every event once", async () => {
    const started = await client().post("/v1/producer", { everyMs: 100, seconds: 600 });
    expect(started.status).toBe(201);
    for (let kill = 1; kill <= 3; kill += 1) {
      const before = await head();
      await expect.poll(head, PATIENCE).toBeGreaterThan(before + 2);
      await runtime.stop("SIGKILL");
      runtime = await startWorkerd(program, data);
    }
    const before = await head();
    await expect.poll(head, PATIENCE).toBeGreaterThan(before);
    expect(await status()).toMatchObject({ running: true, lastError: null });
    expect((await client().send("DELETE", "/v1/producer")).body.running).toBe(false);
    await expect.poll(async () => (await status()).sent - (await head()), PATIENCE).toBe(0);
  });
});
