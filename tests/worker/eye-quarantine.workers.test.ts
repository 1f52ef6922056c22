import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import { client, quarantined, register, verdictOf } from "../support/fruits.ts";
import { partyEvent } from "../support/party.ts";
import { declare, head, positionOf, sendEvents, statusesOf } from "../support/party-requests.ts";

beforeEach(async () => {
  await declare();
});
afterEach(() => reset());

const unfit = partyEvent({ data: { host: 1, path: "/" }, id: "e-1" });
const resend = (at: number, event?: Json) =>
  event === undefined
    ? client.send("POST", `/v1/quarantine/${at}/resend`)
    : client.post(`/v1/quarantine/${at}/resend`, JSON.stringify(event));
const list = async (query = "") => (await client.get(`/v1/quarantine${query}`)).body.events;

describe("the quarantine of an application", () => {
  it("is listed beside those of topics, which are as they were", async () => {
    await register();
    const fruit = await quarantined({ fruit: "stone" });
    const party = positionOf(await sendEvents(unfit));
    const unknown = positionOf(await sendEvents(7));
    expect(await list()).toMatchObject([
      { position: fruit, topic: "SpongeBob.Fruits" },
      { position: party, topic: "eye.AppName", reason: "type at /data/host", id: "e-1" },
      { position: unknown, topic: "eye.unknown", reason: "type at the event itself" },
    ]);
    expect(await list("?topic=eye.AppName")).toMatchObject([{ position: party }]);
    expect(
      (await client.get("/v1/quarantine/reasons?topic=eye.AppName")).body.reasons,
    ).toMatchObject([{ reason: "type at /data/host", count: 1 }]);
    expect((await client.get(`/v1/quarantine/${party}`)).body).toMatchObject({
      topic: "eye.AppName",
      event: unfit,
      version: 1,
    });
    const { clients } = (await client.get("/v1/gateway/clients")).body;
    expect(clients).toMatchObject([{ client: "SpongeBob", quarantined: 1 }]);
    expect(clients.length).toBe(1);
    expect((await client.get("/v1/views/gateway")).body.deadLetters).toBe(0);
  });

  it("tells the log why, and not what", async () => {
    const at = positionOf(await sendEvents(partyEvent({ data: { host: "secret-9", path: 2 } })));
    const { text, body } = await client.get(`/v1/events/${at}`);
    expect(body).toMatchObject({ type: "EventQuarantined", stream: "quarantine-eye.AppName" });
    expect(text).not.toContain("secret-9");
    expect(body.data.errors).toEqual([{ pointer: "/data/path", keyword: "type" }]);
    const errors = await client.get("/eye/errors");
    expect(errors.body.errors[0].errors).toEqual(body.data.errors);
  });

  it("lets an event be corrected and sent again, once, whole and with its id", async () => {
    const at = positionOf(await sendEvents(unfit));
    const fit = partyEvent();
    expect(verdictOf(await resend(at))).toEqual([422, "schema-mismatch"]);
    expect(verdictOf(await resend(at, { host: "h", path: "/" }))).toEqual([422, "schema-mismatch"]);
    const answers = await Promise.all([resend(at, fit), resend(at, fit)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]));
    expect(answers[0]?.body).toMatchObject({ topic: "eye.AppName", id: "e-1", version: 1 });
    expect(await list()).toEqual([]);
    const found = (await client.get("/eye/events")).body.events;
    expect(found).toMatchObject([{ id: "e-1", data: fit["data"] }]);
    expect(verdictOf(await resend(at, partyEvent({ data: { host: "b", path: "/" } })))).toEqual([
      409,
      "event-id-conflict",
    ]);
    for (const id of ["e-2", "e-3"])
      expect(verdictOf(await resend(at, partyEvent({ id })))).toEqual([
        404,
        "quarantined-event-not-found",
      ]);
    expect(await head()).toBe(4);
  });

  it("lets an event go as it is when its category has been declared, or its time has come", async () => {
    const at = positionOf(await sendEvents(partyEvent({ category: "late" })));
    expect(verdictOf(await resend(at))).toEqual([422, "schema-mismatch"]);
    await declare(true, "late");
    expect((await resend(at)).status).toBe(201);
  });

  it("keeps an event though one that had its id has left", async () => {
    const at = positionOf(await sendEvents(unfit));
    expect((await client.send("DELETE", `/v1/quarantine/${at}`)).status).toBe(204);
    const other = partyEvent({ data: { host: 2, path: "/" }, id: "e-1" });
    const kept = positionOf(await sendEvents(other));
    expect((await client.get(`/v1/quarantine/${kept}`)).body.event).toEqual(other);
  });

  it("forgets what is deleted", async () => {
    const at = positionOf(await sendEvents(unfit));
    expect((await client.send("DELETE", `/v1/quarantine/${at}`)).status).toBe(204);
    expect(verdictOf(await resend(at, partyEvent()))).toEqual([404, "quarantined-event-not-found"]);
    expect(await list()).toEqual([]);
    expect((await client.get("/eye/errors")).body.errors).toMatchObject([{ position: at }]);
  });

  it("has one place for the same refusal, and another for each other payload", async () => {
    const first = await sendEvents([unfit, unfit]);
    expect(
      new Set(first.body.results.map(({ position }: { position: number }) => position)).size,
    ).toBe(1);
    const others = [28, 29].map((second) =>
      partyEvent({
        data: { host: 1, path: "/" },
        id: "e-1",
        timestamp: `2021-09-26 09:15:${second}.243860`,
      }),
    );
    const second = await sendEvents(others);
    expect(second.body.results[0].errors).toMatchObject([
      { pointer: "/data/host", message: expect.stringContaining("string") },
      { pointer: "/id", keyword: "unique" },
    ]);
    const kept = await Promise.all(
      (await list()).map(({ position }: { position: number }) =>
        client.get(`/v1/quarantine/${position}`),
      ),
    );
    expect(kept.map(({ body }) => body.event)).toEqual([unfit, ...others]);
    expect(positionOf(await sendEvents(unfit))).toBe(positionOf(first));
  });

  it("answers who sends a corrected event twice as the first time, whatever was declared since", async () => {
    const at = positionOf(await sendEvents(unfit));
    const first = await resend(at, partyEvent());
    await declare(false);
    const again = await resend(at, partyEvent());
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(verdictOf(await resend(at, unfit))).toEqual([409, "event-id-conflict"]);
    expect(verdictOf(await resend(at))).toEqual([404, "quarantined-event-not-found"]);
  });

  it("keeps what may be sent anew when the event itself comes, corrected by its sender", async () => {
    await sendEvents(unfit);
    expect(statusesOf(await sendEvents(partyEvent({ id: "e-1" })))).toEqual(["accepted"]);
    expect(statusesOf(await sendEvents(unfit))).toEqual(["quarantined"]);
  });
});
