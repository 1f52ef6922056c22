import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { Client, type Answer } from "../support/http.ts";
import { cancelled, created } from "../support/order-events.ts";

const client = new Client((request) => exports.default.fetch(request));
const outcomeOf = ({ status, body }: Answer) => [status, body.type];

// The tests of this file are one story, told in order, on one log.
describe("an array of order events", () => {
  afterAll(() => reset());
  const numbered = (n: number) => created({ event_id: `e-${n}`, order_id: `o-${n}` });
  const [first, second, third] = [numbered(1), numbered(2), numbered(3)];
  const broken = { ...created({ event_id: "e-9" }), order_value: "five" };

  it("is answered with 201 and a verdict each if all are new", async () => {
    const { status, headers, body } = await client.post("/create", [first, second]);
    expect([status, headers.get("log-position")]).toEqual([201, "2"]);
    expect(body).toEqual({
      accepted: 2,
      duplicates: 0,
      refused: 0,
      results: [
        { index: 0, id: "e-1", status: "accepted", position: 1 },
        { index: 1, id: "e-2", status: "accepted", position: 2 },
      ],
    });
  });

  it("is answered with 200 if all are known", async () => {
    const { status, headers, body } = await client.post("/create", [second, first]);
    expect([status, headers.get("log-position"), body]).toMatchObject([
      200,
      "2",
      { accepted: 0, duplicates: 2, results: [{ position: 2 }, { position: 1 }] },
    ]);
  });

  it("is answered with 207 if they fare differently, and what can be taken is", async () => {
    const conflict = { ...first, order_value: 6 };
    const { status, body } = await client.post("/create", [broken, first, conflict, third]);
    expect(status).toBe(207);
    expect(body).toMatchObject({ accepted: 1, duplicates: 1, refused: 2 });
    expect(body.results).toMatchObject([
      {
        index: 0,
        id: "e-9",
        status: "refused",
        code: "invalid-body",
        detail: expect.stringContaining("order_value"),
        errors: [{ pointer: "/order_value" }],
      },
      { index: 1, status: "duplicate", position: 1 },
      { index: 2, status: "refused", code: "event-id-conflict" },
      { index: 3, status: "accepted", position: 3 },
    ]);
  });

  it("is answered with 422 and the verdicts in the problem if none can be taken", async () => {
    const { status, headers, body } = await client.post("/create", [broken, 5, null, []]);
    expect([status, headers.get("content-type")]).toEqual([422, "application/problem+json"]);
    expect(body).toMatchObject({ type: "/problems/refused", accepted: 0, refused: 4 });
    expect(body.results.map(({ id }: { id: unknown }) => id)).toEqual(["e-9", null, null, null]);
  });

  it("is decided in its own order, each event behind those before it", async () => {
    const twice = ["e-10", "e-11"].map((event_id) => created({ event_id, order_id: "o-10" }));
    const { status, body } = await client.post("/create", twice);
    expect([status, body.results]).toMatchObject([
      207,
      [{ status: "accepted" }, { status: "refused", code: "already-exists" }],
    ]);
  });

  it("has one event at least, and 1,000 at most", async () => {
    expect(outcomeOf(await client.post("/create", []))).toEqual([400, "/problems/invalid-body"]);
    const many = Array.from({ length: 1001 }, (_, i) =>
      cancelled({ event_id: `c-${i}`, order_id: `c-${i}` }),
    );
    expect(outcomeOf(await client.post("/create", many))).toEqual([413, "/problems/too-large"]);
    const { status, body } = await client.post("/create", many.slice(1));
    expect([status, body.accepted]).toEqual([201, 1000]);
  });
});
