import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Foldlog } from "../support/foldlog.ts";
import { Client } from "../support/http.ts";
import { credentialsOf, type Credential } from "./credentials.ts";
import { Locksmith } from "./locksmith.ts";
import { accessMatrix } from "./matrix.ts";
import { startedWithKeys } from "../support/started-with-keys.ts";

const ADMIN_KEY = "an-admin-key-for-the-tests-alone";

describe("a Foldlog with keys", () => {
  let foldlog: Foldlog;
  let client: Client;
  let smith: Locksmith;
  let credentials: readonly Credential[];

  beforeAll(async () => {
    foldlog = await startedWithKeys(ADMIN_KEY);
    client = new Client(fetch, foldlog.url);
    smith = new Locksmith(client, ADMIN_KEY);
    credentials = await credentialsOf(smith);
  });
  afterAll(() => foldlog.stop());

  it("opens each route to those who may, and to nobody else", async () => {
    const cells = await accessMatrix(client, credentials);
    expect(cells.length).toBeGreaterThan(13 * 100);
    expect(cells.filter(({ isExpected }) => !isExpected)).toEqual([]);
  });

  it("writes no secret, into no database and not into its log", async () => {
    const { secret } = await smith.issue({ actions: ["write"] }, { kind: "webhook" });
    expect(secret).toMatch(/^whsec_/);
    const ticket = await smith.ticket();
    expect((await client.get(`/v1/head?ticket=${ticket}`)).status).toBe(200);
    const origin = "https://page.example";
    const { key } = await smith.issue(
      { actions: ["write"], origins: [origin] },
      { kind: "browser" },
    );
    const letter = { key, body: { type: "Kept", data: 1 } };
    const headers = { "content-type": "text/plain", origin };
    expect((await client.post("/v1/streams/kept-1/events", letter, headers)).status).toBe(201);
    await foldlog.stop();
    const files = readdirSync(foldlog.data, { recursive: true, withFileTypes: true });
    const dump = files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), "latin1"))
      .join("\n");
    expect(dump).toContain("access matrix");
    expect(dump).toContain("Kept");
    expect(foldlog.log).toContain("/v1/head");
    expect(smith.secrets.length).toBeGreaterThan(9);
    for (const text of smith.secrets.flatMap((one) => [one, one.slice(15)])) {
      expect(dump).not.toContain(text);
      expect(foldlog.log).not.toContain(text);
    }
  });
});
