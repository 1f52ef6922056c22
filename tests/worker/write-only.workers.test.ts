import { describe, expect, it } from "vitest";
import { admin, keyed } from "../support/keyed-foldlog.ts";

const event = (data: number, id?: string) =>
  id === undefined ? { type: "Noted", data } : { type: "Noted", data, id };

describe("a key that may only write", () => {
  it("is not told at which revision a stream is", async () => {
    const writer = await keyed({ actions: ["write"] });
    await admin.post("/v1/streams/secret-1/events", [event(1), event(2), event(3)]);
    const path = "/v1/streams/secret-1/events";
    const { status, headers, text, body } = await writer.post(path, event(4), {
      "if-match": '"1"',
    });
    expect([status, headers.get("etag")]).toEqual([412, null]);
    expect(body).not.toHaveProperty("actual");
    expect(text).not.toMatch(/revision 3/);
    const reader = await keyed({ actions: ["write", "read"] });
    expect((await reader.post(path, event(4), { "if-match": '"1"' })).body.actual).toBe(3);
  });

  it("is not told what stands behind an id that is taken", async () => {
    const writer = await keyed({ actions: ["write"] });
    await admin.post("/v1/streams/secret-2/events", event(1, "taken"));
    const { status, body } = await writer.post("/v1/streams/other-2/events", event(2, "taken"));
    expect([status, body.type]).toEqual([409, "/problems/event-id-conflict"]);
    expect(JSON.stringify(body)).not.toContain("secret-2");
  });

  it("is told of each of many whether it was taken, and not why not", async () => {
    const writer = await keyed({ actions: ["write"] });
    const order = {
      event_type: "order.created",
      event_id: "w1",
      order_id: "w",
      lovevery_user_id: "u",
      currency: "USD",
      order_value: 5,
      line_items: [],
    };
    await admin.post("/create", order);
    const { status, body } = await writer.post("/create", [{ ...order, event_id: "w2" }, order]);
    expect(status).toBe(207);
    expect(body.results[0]).toMatchObject({ status: "refused", errors: [] });
    expect(body.results[0].detail).toContain("may not read");
    expect(body.results[1]).toMatchObject({ status: "duplicate" });
  });

  it("is not told what is wrong with an event in quarantine that it sends again", async () => {
    const writer = await keyed({ actions: ["write"] });
    const unfit = { session_id: "s", category: "none", name: "Bank", data: 1, timestamp: "soon" };
    const kept = await admin.post("/eye/events", unfit);
    const path = `/v1/quarantine/${kept.body.results[0].position}/resend`;
    const { status, text } = await writer.send("POST", path);
    expect([status, text]).toEqual([422, expect.not.stringMatching(/Bank|timestamp|category/)]);
    expect((await admin.send("POST", path)).body.errors).toHaveLength(2);
    const corrected = await writer.post(path, { ...unfit, data: 2 });
    expect(corrected.body.errors).toHaveLength(2);
  });

  it("sends no commands that answer with a state", async () => {
    const writer = await keyed({ actions: ["write"] });
    for (const path of ["/accounts", "/v1/commands/account/a/open"])
      expect((await writer.post(path, { name: "A", currency: "EUR" })).status).toBe(403);
  });
});
