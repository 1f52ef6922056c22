import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { beforeAll, describe, expect, it } from "vitest";
import { admin, ADMIN_KEY, issue, withKey } from "../support/keyed-foldlog.ts";

const nobody = withKey(undefined);
const BODY = JSON.stringify({ type: "Called", data: { from: "é" } });
const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

describe("a request signed by Standard Webhooks", () => {
  let key: { id: string; secret: string };
  beforeAll(async () => {
    key = await issue({ actions: ["write"], categories: ["call"] }, { kind: "webhook" });
  });

  const signed = (id: string, at = now(), { body = BODY, secret = key.secret } = {}) => ({
    "webhook-id": id,
    "webhook-timestamp": String(at.getTime() / 1000),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  });
  const send = (headers: Record<string, string>, body = BODY, to = "call-1") =>
    nobody.post(`/v1/streams/${to}/events?webhook=${key.id}`, body, headers);

  it("is taken once, however often it comes", async () => {
    const headers = signed("msg_once");
    const first = await send(headers);
    expect(first.status).toBe(201);
    const again = await send(headers);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    expect(again.body).toEqual(first.body);
    const { body } = await admin.get("/v1/streams/call-1/events");
    expect(body.events).toHaveLength(1);
    expect(body.events[0].data).toEqual({ from: "é" });
  });

  it("is known by its id, also when it was signed anew, and only with the same body", async () => {
    const at = now();
    await send(signed("msg_anew", at));
    expect((await send(signed("msg_anew", new Date(at.getTime() - 60_000)))).status).toBe(200);
    const other = JSON.stringify({ type: "Called", data: 2 });
    const { status, body } = await send(signed("msg_anew", at, { body: other }), other);
    expect([status, body.type]).toEqual([422, "/problems/idempotency-key-reused"]);
  });

  it("of another sender is another one, whatever its id", async () => {
    await send(signed("msg_same"));
    const other = await issue({ actions: ["write"] }, { kind: "webhook" });
    const headers = signed("msg_same", now(), { secret: other.secret });
    const answer = await nobody.post(
      `/v1/streams/call-9/events?webhook=${other.id}`,
      BODY,
      headers,
    );
    expect(answer.status).toBe(201);
  });

  it("is known when it comes again after its key was replaced, again and again", async () => {
    await send(signed("msg_kept"));
    let { id } = key;
    for (let round = 1; round <= 2; round += 1) {
      const { body: next } = await admin.post(`/v1/keys/${id}/rotate`, {});
      const headers = signed("msg_kept", now(), { secret: next.secret });
      const again = await nobody.post(
        `/v1/streams/call-1/events?webhook=${next.id}`,
        BODY,
        headers,
      );
      expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
      ({ id } = next);
    }
  });

  it("may be signed by several secrets, in any order", async () => {
    const headers = signed("msg_rotated");
    const [right, wrong] = [headers["webhook-signature"], `v1,${btoa("x".repeat(32))}`];
    for (const signature of [`${wrong} ${right}`, `${right} v1a,abc`, `v2,x ${right} ${wrong}`])
      expect((await send({ ...headers, "webhook-signature": signature })).status).toBeLessThan(202);
    for (const signature of [wrong, "", right.replace("v1,", ""), right.replace("v1,", "v2,")])
      expect((await send({ ...headers, "webhook-signature": signature })).status).toBe(401);
  });

  it("is refused when it is more than 300 s old, or as far ahead", async () => {
    const at = (seconds: number) => new Date(now().getTime() + seconds * 1000);
    expect((await send(signed("msg_old", at(-298)))).status).toBe(201);
    expect((await send(signed("msg_new", at(298)))).status).toBe(201);
    for (const seconds of [-301, 302]) {
      const { status, body } = await send(signed(`msg_${seconds}`, at(seconds)));
      expect([status, body.detail]).toEqual([401, expect.stringContaining("300 s")]);
    }
    for (const time of ["", "now", "1e9", " 1"])
      expect((await send({ ...signed("msg_x"), "webhook-timestamp": time })).status).toBe(401);
  });

  it("is refused when one byte of it is another", async () => {
    const body = JSON.stringify({ type: "Called", data: "one byte" });
    const headers = signed("msg_changed", now(), { body });
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), async (i) => {
        const letter = body[i] === "x" ? "y" : "x";
        const changed = body.slice(0, i) + letter + body.slice(i + 1);
        expect((await send(headers, changed)).status).toBe(401);
      }),
      { numRuns: 30 },
    );
    for (const name of ["webhook-id", "webhook-timestamp"] as const) {
      const changed = {
        ...headers,
        [name]: headers[name].replace(/.$/, (c) => (c === "1" ? "2" : "1")),
      };
      expect((await send(changed, body)).status).toBe(401);
    }
    expect((await send(headers, body)).status).toBe(201);
  });

  it("is refused for a key that is of another kind, or is not there, or has ended", async () => {
    const bearer = await issue({ actions: ["write"] });
    for (const id of [bearer.id, "none", "", "admin"]) {
      const path = `/v1/streams/call-2/events?webhook=${id}`;
      expect((await nobody.post(path, BODY, signed("msg_k"))).status).toBe(401);
    }
    const { id, secret } = await issue({ actions: ["write"] }, { kind: "webhook" });
    await admin.send("DELETE", `/v1/keys/${id}`);
    const path = `/v1/streams/call-2/events?webhook=${id}`;
    const headers = signed("msg_k", now(), { secret });
    expect((await nobody.post(path, BODY, headers)).status).toBe(401);
    // The secret is no key that could be sent.
    expect((await withKey(key.secret).get("/v1/head")).status).toBe(401);
  });

  it("tells nobody without the secret which keys there are", async () => {
    const [revoked, bearer] = [
      await issue({ actions: ["write"] }, { kind: "webhook" }),
      await issue({ actions: ["write"] }),
    ];
    await admin.send("DELETE", `/v1/keys/${revoked.id}`);
    const forged = signed("msg_f", now(), { secret: `whsec_${btoa("x".repeat(32))}` });
    const answers = new Set<string>();
    for (const id of [key.id, revoked.id, bearer.id, "none", "x".repeat(10_000)]) {
      const { status, text } = await nobody.post(
        `/v1/streams/call-2/events?webhook=${id}`,
        BODY,
        forged,
      );
      answers.add(`${status} ${text}`);
    }
    expect(answers.size).toBe(1);
  });

  it("only posts: of a method its signature says nothing", async () => {
    const { id, secret } = await issue({ actions: ["write"] }, { kind: "webhook" });
    const kept = await admin.post("/eye/events", 7);
    const path = `/v1/quarantine/${kept.body.results[0].position}`;
    const headers = signed("msg_method", now(), { secret });
    const init = { headers, body: BODY };
    expect((await nobody.send("DELETE", `${path}?webhook=${id}`, init)).status).toBe(401);
    expect((await admin.get(path)).status).toBe(200);
  });

  it("writes where its key may, and nothing else", async () => {
    expect((await send(signed("msg_where"), BODY, "order-1")).status).toBe(403);
    const path = `/v1/head?webhook=${key.id}`;
    expect((await nobody.get(path, signed("msg_read", now(), { body: "" }))).status).toBe(401);
  });

  it("has a secret that follows from ADMIN_KEY and its id", async () => {
    expect(key.secret).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/);
    const other = withKey(`x${ADMIN_KEY}`, { ADMIN_KEY: `x${ADMIN_KEY}` });
    const headers = signed("msg_other");
    const path = `/v1/streams/call-1/events?webhook=${key.id}`;
    const request = withKey(undefined, { ADMIN_KEY: `x${ADMIN_KEY}` });
    expect((await request.post(path, BODY, headers)).status).toBe(401);
    expect((await other.get("/v1/head")).status).toBe(200);
  });
});
