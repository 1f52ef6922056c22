import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { accountsProjection } from "../../systems/accounts/projections.ts";
import { deposit, openAccounts } from "../support/account-log.ts";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const VIEW = "/v1/views/accounts";
const sound = { ...accountsProjection };

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

/** A projection that cannot take deposits of 13.00. */
function breakProjection(): void {
  vi.spyOn(accountsProjection, "evolve").mockImplementation((rows, event) => {
    if (JSON.stringify(event.data).includes('"13.00"')) throw new Error("Bad luck");
    sound.evolve(rows, event);
  });
}

describe("an event that a projection cannot take", () => {
  it("is listed, hinders neither appends nor the next events, and is taken after the mend", async () => {
    await openAccounts("a");
    await client.get(`${VIEW}/rows`);
    breakProjection();
    await deposit("a", "13.00");
    await openAccounts("b");
    expect((await client.get(`${VIEW}/rows`)).body).toMatchObject({ rows: { length: 2 } });
    const listed = await client.get(`${VIEW}/dead-letters`);
    expect(listed.body).toMatchObject({
      deadLetters: [{ position: 2, error: "Bad luck", tries: 1 }],
    });
    expect((await client.get(VIEW)).body).toMatchObject({ state: "live", deadLetters: 1 });
    const early = await client.send("POST", `${VIEW}/dead-letters/2/retry`);
    expect([early.status, early.body]).toEqual([202, { taken: 0, left: 1 }]);
    vi.restoreAllMocks();
    const retried = await client.send("POST", `${VIEW}/dead-letters/retry`);
    expect([retried.status, retried.body]).toEqual([202, { taken: 1, left: 0 }]);
    expect((await client.get(`${VIEW}/dead-letters`)).body).toEqual({ deadLetters: [] });
    const gone = await client.send("POST", `${VIEW}/dead-letters/2/retry`);
    expect([gone.status, gone.body]).toMatchObject([
      404,
      { type: "/problems/dead-letter-not-found" },
    ]);
    expect((await client.get(`${VIEW}/rows`)).body).toMatchObject({
      rows: [{ row: { balance: 1300 } }, {}],
    });
  });

  it("stops a rebuild, which says so, while the live rows are read on", async () => {
    await openAccounts("a");
    await deposit("a", "13.00");
    await client.get(`${VIEW}/rows`);
    breakProjection();
    await client.send("POST", `${VIEW}/rebuild`);
    await expect
      .poll(async () => (await client.get(VIEW)).body)
      .toMatchObject({
        state: "rebuilding",
        generation: 1,
        building: { generation: 2, position: 1, stopped: { position: 2, error: "Bad luck" } },
      });
    await openAccounts("b");
    expect((await client.get(`${VIEW}/rows`)).body).toMatchObject({ rows: { length: 2 } });
  });
});
