import { describe, expect, it } from "vitest";
import { admin, ADMIN_KEY, issue, keyed, withKey } from "../support/keyed-foldlog.ts";

const READ = { actions: ["read"] };

describe("a ticket", () => {
  const ticketOf = async (key: string) =>
    (await withKey(key).send("POST", "/v1/tickets")).body.ticket;
  const nobody = withKey(undefined);

  it("reads what its key may read, for a minute", async () => {
    const { key } = await issue({ actions: ["read", "write"], categories: ["order"] });
    const { status, body } = await withKey(key).send("POST", "/v1/tickets");
    expect(status).toBe(201);
    expect(Math.abs(Date.parse(body.expiresAt) - Date.now() - 60_000)).toBeLessThan(5000);
    const read = await nobody.get(`/v1/events?category=order&limit=1&ticket=${body.ticket}`);
    expect(read.status).toBe(200);
    expect((await nobody.get(`/v1/events?ticket=${body.ticket}`)).status).toBe(403);
    const append = await nobody.post(`/v1/streams/order-1/events?ticket=${body.ticket}`, {});
    expect(append.status).toBe(401);
    expect((await nobody.post(`/v1/tickets?ticket=${body.ticket}`, {})).status).toBe(401);
  });

  it("does not stand in the links of an answer", async () => {
    await admin.post("/v1/streams/linked-1/events", [
      { type: "A", data: 1 },
      { type: "A", data: 2 },
    ]);
    const ticket = await ticketOf(ADMIN_KEY);
    const { headers, text } = await nobody.get(
      `/v1/events?category=linked&limit=1&ticket=${ticket}`,
    );
    expect(headers.get("link")).toContain("limit=1");
    expect(headers.get("link") + text).not.toContain(ticket.slice(-20));
  });

  it("holds no longer than its key", async () => {
    const { key, id } = await issue(READ);
    const path = `/v1/head?ticket=${await ticketOf(key)}`;
    expect((await nobody.get(path)).status).toBe(200);
    await admin.send("DELETE", `/v1/keys/${id}`);
    await expect.poll(async () => (await nobody.get(path)).status, { timeout: 3000 }).toBe(401);
  });

  it("is refused when it was changed, or made by another Foldlog", async () => {
    const ticket = await ticketOf(ADMIN_KEY);
    const [id = "", ends = "", proof = ""] = ticket.split(".");
    const changed = [
      [id, String(Number(ends) + 1), proof].join("."),
      [(await issue(READ)).id, ends, proof].join("."),
      [id, ends, proof.replace(/^./, (letter: string) => (letter === "A" ? "B" : "A"))].join("."),
      "",
    ];
    for (const wrong of changed)
      expect((await nobody.get(`/v1/head?ticket=${wrong}`)).status).toBe(401);
    const other = withKey(undefined, { ADMIN_KEY: `another-${ADMIN_KEY}` });
    expect((await other.get(`/v1/head?ticket=${ticket}`)).status).toBe(401);
    expect((await nobody.get(`/v1/head?ticket=${ticket}`)).status).toBe(200);
  });

  it("is not for who may only write", async () => {
    const writer = await keyed({ actions: ["write"] });
    expect((await writer.send("POST", "/v1/tickets")).status).toBe(403);
  });
});
