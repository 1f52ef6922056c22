import { reset } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import { client, fruits, fruitsOf, get, register, send, verdictOf } from "../support/fruits.ts";

afterEach(() => reset());

const check = (body: Json, query = "") =>
  client.post(`/SpongeBob/Fruits/schema/check${query}`, JSON.stringify(body));
const versions = async () =>
  (await get("/schema/versions")).body.versions.map(({ version }: { version: number }) => version);

describe("POST /{client}/{event}/register_event", () => {
  it("takes a schema by itself, in a form, and with its compatibility", async () => {
    const form = new URLSearchParams({ event_schema: JSON.stringify(fruits) }).toString();
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const first = await client.post("/SpongeBob/Fruits/register_event", form, type);
    expect([first.status, first.body.version]).toEqual([201, 1]);
    const forced = await register({ schema: fruitsOf("kiwi"), compatibility: "NONE" });
    expect([forced.status, forced.body.compatibility]).toEqual([201, "NONE"]);
    expect((await register(fruitsOf("apple"))).body).toMatchObject({
      version: 3,
      compatibility: "NONE",
    });
  });

  it("takes an object with more members as the schema itself", async () => {
    expect((await register({ schema: { type: "string" }, title: "odd" })).status).toBe(201);
    expect((await send(5)).status).toBe(201);
  });

  it("keeps every version to be read, whatever has changed between them", async () => {
    await register({ schema: fruits, compatibility: "NONE" });
    for (const compatibility of ["FULL", "FORWARD", "NONE"])
      await register({ schema: fruits, compatibility });
    await register(fruitsOf("fig"));
    await register(fruitsOf("kiwi"));
    const read = async (version: number) => await get(`/schema?version=${version}`);
    expect((await read(1)).body).toEqual(fruits);
    expect((await read(2)).body).toEqual(fruitsOf("fig"));
    expect((await read(3)).body).toEqual(fruitsOf("kiwi"));
    expect([(await read(0)).status, (await read(4)).status]).toEqual([404, 404]);
  });

  it("changes the compatibility without a new version", async () => {
    await register();
    const changed = await register({ schema: fruits, compatibility: "FULL" });
    expect([changed.status, changed.body.version, changed.body.compatibility]).toEqual([
      200,
      1,
      "FULL",
    ]);
    expect(verdictOf(await register(fruitsOf("apple", "banana", "fig")))).toEqual([
      409,
      "schema-incompatible",
    ]);
    expect(await versions()).toEqual([1]);
  });

  it("looks at all versions where the compatibility is transitive", async () => {
    await register({ schema: fruitsOf("apple", "banana", "fig"), compatibility: "NONE" });
    await register(fruitsOf("apple"));
    const draft = fruitsOf("apple", "banana");
    const transitive = await register({ schema: draft, compatibility: "BACKWARD_TRANSITIVE" });
    expect(verdictOf(transitive)).toEqual([409, "schema-incompatible"]);
    expect(transitive.body.differences).toMatchObject([{ version: 1 }]);
    expect((await register({ schema: draft, compatibility: "BACKWARD" })).status).toBe(201);
  });

  it("gives each of many at once a version of its own", async () => {
    const kinds = Array.from({ length: 5 }, (_, i) => `kind ${i}`);
    const drafts = kinds.map((_, i) => fruitsOf(...kinds.slice(0, i + 1)));
    const answers = await Promise.all(
      drafts.map((schema) => register({ schema, compatibility: "NONE" })),
    );
    const taken = answers.filter(({ status }) => status === 201);
    const given = taken.map(({ body }): number => body.version).toSorted((a, b) => a - b);
    expect(given).toEqual(await versions());
    expect(taken.length).toBeGreaterThan(0);
    for (const { status } of answers) expect([201, 503]).toContain(status);
  });

  it("answers a retry as the first time, though there is a newer version by now", async () => {
    const key = { "idempotency-key": "k1" };
    await register(fruits, key);
    await register({ schema: fruitsOf("fig"), compatibility: "NONE" });
    await register({ schema: fruitsOf("fig"), compatibility: "FULL" });
    const again = await register(fruits, key);
    expect([again.status, again.body.version, again.body.position]).toEqual([200, 1, 1]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(verdictOf(await register(fruitsOf("kiwi"), key))).toEqual([
      422,
      "idempotency-key-reused",
    ]);
  });

  it.each([
    [7, "schema-invalid", ""],
    [{ type: "random_type" }, "schema-invalid", "/type"],
    [{ pattern: "(" }, "schema-invalid", "/pattern"],
    [{ minimum: "x" }, "schema-invalid", "/minimum"],
    [{ $ref: "#/$defs/none" }, "schema-invalid", "/$ref"],
    [{ $ref: "http://example.com/x.json" }, "schema-invalid", "/$ref"],
  ])("refuses %j, and registers nothing", async (schema, code, pointer) => {
    const answer = await register(schema);
    expect(verdictOf(answer)).toEqual([422, code]);
    expect(answer.body.errors[0].pointer).toBe(pointer);
    expect(verdictOf(await get("/schema"))).toEqual([404, "event-not-registered"]);
  });

  it("refuses a compatibility that there is not, and names those there are", async () => {
    const answer = await register({ schema: fruits, compatibility: "SIDEWAYS" });
    expect(verdictOf(answer)).toEqual([400, "invalid-body"]);
    expect(answer.body.detail).toContain("BACKWARD_TRANSITIVE");
  });

  it.each(["v1", "ui", "events", "event", "create", "accounts", "problems", "assets", "eye"])(
    "has no room for a client with the name %s, whatever is sent",
    async (name) => {
      for (const route of ["register_event", "send_event"]) {
        const answer = await client.post(`/${name}/Fruits/${route}`, "{", {
          "content-type": "x/y",
        });
        expect(verdictOf(answer)).toEqual([409, "reserved-name"]);
      }
    },
  );

  it.each(["a.b", "-a", "a%20b", "a".repeat(65), "%00", "é"])(
    "refuses the name %s",
    async (name) => {
      for (const path of [`/${name}/Fruits`, `/Bob/${name}`])
        expect(verdictOf(await client.post(`${path}/register_event`, fruits))).toEqual([
          400,
          "invalid-path",
        ]);
    },
  );

  it("takes a schema of nearly 1 MiB, and none that is larger", async () => {
    const large = { ...fruits, description: "x".repeat(1024 * 1024 - 300) };
    expect((await register(large)).status).toBe(201);
    expect((await send({ fruit: "apple" })).status).toBe(201);
    expect((await get("/schema")).body.description).toHaveLength(1024 * 1024 - 300);
    const larger = { ...fruits, description: "x".repeat(1024 * 1024) };
    expect(verdictOf(await register(larger))).toEqual([422, "schema-invalid"]);
  });
});

describe("POST /{client}/{event}/schema/check", () => {
  it("tells what would become of a draft, and changes nothing", async () => {
    const first = await check({ schema: fruits, compatibility: "FULL" });
    expect(first.body).toMatchObject({ admitted: true, version: 1, compatible: true, same: false });
    await register();
    await send({ fruit: "apple" });
    await send({ fruit: "banana" });
    expect((await check(fruits)).body).toMatchObject({ same: true, version: 1 });
    const events = [{ fruit: "apple" }, { fruit: "banana" }];
    const { body } = await check({ schema: fruitsOf("apple"), events }, "?stored=10");
    expect(body).toMatchObject({ same: false, version: 2, compatible: false });
    expect(body.events).toMatchObject([
      { valid: true, errors: [] },
      { valid: false, errors: [{ pointer: "/fruit" }] },
    ]);
    expect(body.stored).toMatchObject({
      checked: 2,
      failed: 1,
      failures: [{ position: 3, errors: [{ pointer: "/fruit", keyword: "enum" }] }],
    });
    expect((await check({ type: "none" })).body).toMatchObject({
      admitted: false,
      errors: [{ pointer: "/type" }],
    });
    expect((await client.get("/v1/head")).body.position).toBe(3);
  });
});

describe("POST /{client}/{event}/schema/validate", () => {
  it("tells whether an event would fit a version, and keeps nothing", async () => {
    await register(fruitsOf("apple"));
    await register(fruitsOf("apple", "fig"));
    const validate = (query: string) =>
      client.post(`/SpongeBob/Fruits/schema/validate${query}`, { fruit: "fig" });
    expect((await validate("")).body).toEqual({ valid: true, version: 2, errors: [] });
    expect((await validate("?version=1")).body).toMatchObject({ valid: false, version: 1 });
    expect((await client.get("/v1/head")).body.position).toBe(2);
  });
});
