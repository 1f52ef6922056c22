import { exports } from "cloudflare:workers";
import { reset } from "cloudflare:test";
import { afterAll, describe, expect, it } from "vitest";
import { Client, type Answer } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const outcomeOf = ({ status, body }: Answer) => [status, body.type, body.reason];

// The tests of this file are one story, told in order, on one log.
describe("seed 4, accounts", () => {
  let account = "";
  afterAll(() => reset());

  it("opens an account", async () => {
    const { status, headers, body } = await client.post("/accounts", {
      name: "Ada",
      currency: "EUR",
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{17,}$/),
      name: "Ada",
      currency: "EUR",
      balance: "0.00",
      status: "open",
      revision: 1,
    });
    account = `/accounts/${body.id}`;
    expect(headers.get("location")).toBe(account);
    expect([headers.get("etag"), headers.get("log-position")]).toEqual(['"1"', "1"]);
  });

  it("moves money by commands, and answers with the account as it is after each", async () => {
    const deposit = await client.post(`${account}/deposit`, { amount: "100" });
    expect(deposit.status).toBe(201);
    expect(deposit.body).toMatchObject({ balance: "100.00", revision: 2, name: "Ada" });
    expect(deposit.headers.get("location")).toBe("/v1/events/2");
    const withdrawal = await client.post(`${account}/withdraw`, { amount: "30.50" });
    expect(withdrawal.body).toMatchObject({ balance: "69.50", revision: 3, status: "open" });
    expect([withdrawal.headers.get("etag"), withdrawal.headers.get("log-position")]).toEqual([
      '"3"',
      "3",
    ]);
    expect((await client.get(account)).body).toEqual(withdrawal.body);
  });

  it("says no, with the figures, and is not changed by it", async () => {
    const refused = await client.post(`${account}/withdraw`, { amount: "69.51" });
    expect(outcomeOf(refused)).toEqual([422, "/problems/refused", "overdrawn"]);
    expect(refused.body.detail).toMatch(/69\.50 EUR.*69\.51 EUR/);
    for (const amount of ["0", "-5"])
      expect(outcomeOf(await client.post(`${account}/deposit`, { amount }))).toEqual([
        422,
        "/problems/refused",
        "not-positive",
      ]);
    expect(outcomeOf(await client.post(`${account}/close`, {}))).toEqual([
      422,
      "/problems/refused",
      "not-empty",
    ]);
    expect((await client.get(account)).body.revision).toBe(3);
  });

  it.each<[command: string, body: object, pointer: string]>([
    ["withdraw", { amount: "0.001" }, "/amount"],
    ["deposit", { amount: 5 }, "/amount"],
    ["deposit", { amount: "five" }, "/amount"],
    ["deposit", {}, "/amount"],
    ["deposit", { amount: "5", note: "x" }, "/note"],
    ["close", { amount: "5" }, "/amount"],
  ])("takes no %s %j", async (command, input, pointer) => {
    const { body } = await client.post(`${account}/${command}`, JSON.stringify(input));
    expect(body).toMatchObject({
      status: 400,
      type: "/problems/invalid-body",
      errors: [{ pointer }],
    });
  });

  it("opens none without a name and a currency", async () => {
    const { body } = await client.post("/accounts", { name: " ", currency: "XXX" });
    expect(body).toMatchObject({
      status: 400,
      errors: [{ pointer: "/name" }, { pointer: "/currency" }],
    });
    expect((await client.get("/v1/head")).body.position).toBe(3);
  });

  it("knows what it was", async () => {
    expect((await client.get(`${account}?revision=2`)).body).toMatchObject({
      balance: "100.00",
      revision: 2,
    });
    expect((await client.get(`${account}?revision=1000`)).body.revision).toBe(3);
    expect((await client.get(`${account}?at=2100-01-01T00:00:00Z`)).body.revision).toBe(3);
    const before = await client.get(`${account}?at=2001-01-01T00:00:00Z`);
    expect(outcomeOf(before)).toEqual([404, "/problems/stream-not-found", undefined]);
    expect((await client.get(`${account}?revision=0`)).status).toBe(404);
    expect((await client.get(`${account}?revision=1&at=2100-01-01T00:00:00Z`)).body.type).toBe(
      "/problems/invalid-query",
    );
    expect((await client.get(`${account}?position=1`)).body.type).toBe("/problems/invalid-query");
  });

  it("has its revision as entity tag", async () => {
    expect((await client.get(account)).headers.get("etag")).toBe('"3"');
    const unchanged = await client.get(account, { "if-none-match": 'W/"3"' });
    expect([unchanged.status, unchanged.text]).toEqual([304, ""]);
    expect((await client.get(account, { "if-none-match": '"2"' })).status).toBe(200);
  });

  it("is not there if nobody opened it", async () => {
    for (const answer of [
      await client.get("/accounts/nobody"),
      await client.post("/accounts/nobody/deposit", { amount: "1" }),
      await client.post("/accounts/nobody/close", {}),
    ])
      expect(outcomeOf(answer)).toEqual([404, "/problems/stream-not-found", undefined]);
  });

  it("lets one of two win that expect the same revision", async () => {
    const answers = await Promise.all(
      [1, 2].map(() =>
        client.post(`${account}/withdraw`, { amount: "1.00" }, { "if-match": '"3"' }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 412]));
    const loser = answers.find(({ status }) => status === 412);
    expect(loser?.headers.get("etag")).toBe('"4"');
  });

  it("is never overdrawn, whoever hurries", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => client.post(`${account}/withdraw`, { amount: "5.00" })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(13);
    expect(statuses.filter((status) => status === 422)).toHaveLength(27);
    expect((await client.get(account)).body).toMatchObject({ balance: "3.50", revision: 17 });
  });

  it("takes no raw events", async () => {
    const stream = `/v1/streams/account-${account.split("/")[2]}/events`;
    const event = { type: "MoneyDeposited", data: { amount: "1.00", currency: "EUR" } };
    expect(outcomeOf(await client.post(stream, event))).toEqual([
      409,
      "/problems/category-owned",
      undefined,
    ]);
  });

  it("is closed when it is empty, with a body or without, and for good", async () => {
    await client.post(`${account}/withdraw`, { amount: "3.5" });
    const closed = await client.send("POST", `${account}/close`);
    expect([closed.status, closed.body.status, closed.body.revision]).toEqual([201, "closed", 19]);
    for (const [command, input] of [
      ["deposit", { amount: "1" }],
      ["withdraw", { amount: "1" }],
      ["close", {}],
    ] as const)
      expect(outcomeOf(await client.post(`${account}/${command}`, input))).toEqual([
        422,
        "/problems/refused",
        "closed",
      ]);
    expect((await client.get(account)).body.status).toBe("closed");
  });

  it("stands in the log as the events that happened", async () => {
    const { body } = await client.get(`/v1/streams/account-${account.split("/")[2]}/events`);
    const events: { type: string; data: object }[] = body.events;
    expect(events.slice(0, 3).map(({ type, data }) => [type, data])).toEqual([
      ["AccountOpened", { name: "Ada", currency: "EUR" }],
      ["MoneyDeposited", { amount: "100.00", currency: "EUR" }],
      ["MoneyWithdrawn", { amount: "30.50", currency: "EUR" }],
    ]);
    expect(events.at(-1)).toMatchObject({ type: "AccountClosed", data: {} });
  });
});

describe("a retry by Idempotency-Key", () => {
  afterAll(() => reset());
  const sent = { name: "Ada", currency: "EUR" };

  it("finds the account that the first request opened", async () => {
    const key = { "idempotency-key": "open-1" };
    const first = await client.post("/accounts", sent, key);
    const again = await client.post("/accounts", sent, { "idempotency-key": '"open-1"' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const other = await client.post("/accounts", { ...sent, name: "Bob" }, key);
    expect([other.status, other.body.type]).toEqual([422, "/problems/idempotency-key-reused"]);
    const second = await client.post("/accounts", sent, { "idempotency-key": "open-2" });
    expect([second.status, second.body.id === first.body.id]).toEqual([201, false]);
  });

  it("gives the account as it was then, also when it would be refused by now", async () => {
    const { body } = await client.post("/accounts", sent);
    const account = `/accounts/${body.id}`;
    const withdraw = (key: string, amount: string) =>
      client.post(`${account}/withdraw`, { amount }, { "idempotency-key": key, "if-match": '"2"' });
    await client.post(`${account}/deposit`, { amount: "10" });
    const first = await withdraw("w-1", "7");
    await client.post(`${account}/withdraw`, { amount: "3" });
    await client.post(`${account}/close`, {});
    const again = await withdraw("w-1", "7.00");
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    for (const name of ["etag", "log-position", "location"])
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    expect((await withdraw("w-1", "6")).body.type).toBe("/problems/idempotency-key-reused");
    expect((await client.get(account)).body).toMatchObject({ balance: "0.00", revision: 5 });
  });
});
