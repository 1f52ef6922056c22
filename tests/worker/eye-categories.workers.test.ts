import { reset } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import { client, verdictOf } from "../support/fruits.ts";
import { partySchema } from "../support/party.ts";
import { declare } from "../support/party-requests.ts";

afterEach(() => reset());

describe("the schema of a category", () => {
  it("is declared, once, and given back with its version as entity tag", async () => {
    const first = await declare();
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      category: "party",
      name: null,
      version: 1,
      compatibility: "NONE",
      position: 1,
      warnings: [],
      differences: [],
    });
    expect(first.headers.get("location")).toBe("/eye/categories/party");
    expect((await declare()).status).toBe(200);
    const { text, headers } = await client.get("/eye/categories/party");
    expect([text, headers.get("etag")]).toEqual([JSON.stringify(partySchema), '"1"']);
    const known = { "if-none-match": '"1"' };
    expect((await client.get("/eye/categories/party", known)).status).toBe(304);
  });

  it("is replaced by another, unless it was said that it must be compatible", async () => {
    await declare();
    expect((await declare({ type: "string" })).body).toMatchObject({ version: 2 });
    const strict = await declare({ schema: { enum: ["a", "b"] }, compatibility: "BACKWARD" });
    expect(verdictOf(strict)).toEqual([409, "schema-incompatible"]);
    const wide = await declare({ schema: true, compatibility: "BACKWARD" });
    expect(wide.body).toMatchObject({ version: 3, compatibility: "BACKWARD" });
    const narrow = await declare({ type: "string" });
    expect(verdictOf(narrow)).toEqual([409, "schema-incompatible"]);
    expect(narrow.body.differences.length).toBeGreaterThan(0);
  });

  it("must be a JSON Schema, of a category that can be", async () => {
    expect(verdictOf(await declare({ type: "party" }))).toEqual([422, "schema-invalid"]);
    expect(verdictOf(await declare(true, "a%2Fb"))).toEqual([400, "invalid-path"]);
    expect(verdictOf(await declare(true, `party/${"x".repeat(65)}`))).toEqual([
      400,
      "invalid-path",
    ]);
    expect(verdictOf(await client.get("/eye/categories/none"))).toEqual([
      404,
      "category-not-declared",
    ]);
    expect(verdictOf(await client.get("/eye/categories/none/App"))).toEqual([
      404,
      "category-not-declared",
    ]);
  });

  it("is listed with those of applications, page by page", async () => {
    await declare();
    await declare({ type: "string" }, "party/App%2F2");
    await declare(true, "click");
    const { categories } = (await client.get("/eye/categories")).body;
    expect(categories).toMatchObject([
      { category: "click", name: null, version: 1 },
      { category: "party", name: null, version: 1, compatibility: "NONE" },
      { category: "party", name: "App/2", version: 1 },
    ]);
    const page = await client.get("/eye/categories?limit=2");
    const next = /<(.*)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1] ?? "";
    expect((await client.get(next)).body.categories).toMatchObject([{ name: "App/2" }]);
  });

  it("is no topic of the gateway, which has no client of this name", async () => {
    const answer = await client.post("/eye/party/register_event", JSON.stringify(partySchema));
    expect(verdictOf(answer)).toEqual([409, "reserved-name"]);
  });
});
