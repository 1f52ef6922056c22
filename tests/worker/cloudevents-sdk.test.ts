import { CloudEvent, HTTP, type CloudEventV1, type Message } from "cloudevents";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asGivenBack, type CloudEvent as Described } from "../support/cloud-events.ts";
import { Client } from "../support/http.ts";
import { RunningFoldlog } from "../support/running-foldlog.ts";

const sent = (id: string, more: Partial<CloudEventV1<unknown>> = {}) =>
  new CloudEvent({
    id,
    source: "https://shop.example/tills/7",
    type: "com.example.ticket.booked",
    subject: "ticket-1",
    time: "2026-01-31T12:00:00.123Z",
    dataschema: "https://shop.example/schemas/ticket.json",
    data: { seats: ["4A", "4B"], näme: "Zoë" },
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ...more,
  });

function plain(event: CloudEventV1<unknown>): Described {
  return JSON.parse(JSON.stringify(event));
}

describe("the CloudEvents SDK", () => {
  let foldlog: RunningFoldlog;
  let client: Client;

  beforeAll(async () => {
    foldlog = await RunningFoldlog.start();
    client = new Client(fetch, foldlog.proxy.url);
  });
  afterAll(() => foldlog[Symbol.asyncDispose]());

  const post = ({ headers, body }: Message) =>
    client.post("/v1/cloudevents", String(body), Object.fromEntries(pairs(headers)));
  const pairs = (headers: Message["headers"]) =>
    Object.entries(headers).map(([name, value]) => [name, String(value)]);

  /** What the SDK makes of an answer. */
  async function readEvents(path: string, accept: string): Promise<CloudEventV1<unknown>[]> {
    const { headers, text } = await client.get(path, { accept });
    return [HTTP.toEvent({ headers: Object.fromEntries(headers), body: text })].flat();
  }

  it("sends events in each mode, and reads them back equal", async () => {
    const events = [
      sent("binary"),
      sent("structured", { important: true, attempt: 3 }),
      sent("batch-1", { subject: "ticket-é/2", datacontenttype: "application/vnd.shop+json" }),
      sent("batch-2", { data: undefined }),
    ] as const;
    expect((await post(HTTP.binary(events[0]))).status).toBe(201);
    expect((await post(HTTP.structured(events[1]))).status).toBe(201);
    const batch = await client.post("/v1/cloudevents", JSON.stringify(events.slice(2)), {
      "content-type": "application/cloudevents-batch+json; charset=utf-8",
    });
    expect([batch.status, batch.body.accepted]).toEqual([201, 2]);
    const read = await readEvents("/v1/events", "application/cloudevents-batch+json");
    const given = read.map(plain);
    expect(given).toEqual(events.map((event, i) => asGivenBack(plain(event), given[i] ?? {})));
    expect(given.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4]);
  });

  it("sends an event again, and it is known", async () => {
    for (const message of [HTTP.binary(sent("binary")), HTTP.structured(sent("binary"))]) {
      const { status, headers } = await post(message);
      expect([status, headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    }
  });

  it("reads one event by its position, and an event that never was a CloudEvent", async () => {
    await client.post("/v1/streams/ticket-3/events", { type: "A", source: "my shop", data: [1] });
    const [event] = await readEvents("/v1/events/5", "application/cloudevents+json");
    expect(event).toMatchObject({ source: "my%20shop", subject: "ticket-3", data: [1] });
    expect(event instanceof CloudEvent && event.validate()).toBe(true);
  });
});
