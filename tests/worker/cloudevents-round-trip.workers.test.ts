import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import { asGivenBack, cloudEvent, type CloudEvent } from "../support/cloud-events.ts";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const BATCH = "application/cloudevents-batch+json";

async function readBack(): Promise<CloudEvent[]> {
  return (await client.get("/v1/events", { accept: BATCH })).body;
}

function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As a header's value: percent-encoded but for printable ASCII without space, quote and percent. */
function encoded(value: Json | undefined): string {
  return asText(value).replaceAll(/[^!#$&-~]/gu, (character) =>
    Array.from(
      new TextEncoder().encode(character),
      (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    ).join(""),
  );
}

async function sendInHeaders({ data, datacontenttype, ...attributes }: CloudEvent) {
  const headers = new Headers(
    Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encoded(value)]),
  );
  const type = datacontenttype ?? (data === undefined ? undefined : "application/json");
  if (typeof type === "string") headers.set("content-type", type);
  const body = data === undefined ? null : new TextEncoder().encode(JSON.stringify(data));
  return client.send("POST", "/v1/cloudevents", { headers, body });
}

/** Headers are text, so attributes are when they come by them. */
function inText({ data, ...attributes }: CloudEvent): CloudEvent {
  const texts = Object.entries(attributes).map(([name, value]) => [name, asText(value)]);
  return { ...Object.fromEntries(texts), ...(data === undefined ? {} : { data }) };
}

describe("CloudEvents", () => {
  it("come back equal when they were sent as a batch", async () => {
    const events = fc.uniqueArray(cloudEvent, {
      selector: ({ source, id }) => JSON.stringify([source, id]),
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc
        .asyncProperty(events, async (sent) => {
          const answer = await client.post("/v1/cloudevents", JSON.stringify(sent), {
            "content-type": BATCH,
          });
          expect([answer.status, answer.body.accepted]).toEqual([201, sent.length]);
          const given = await readBack();
          expect(given).toEqual(sent.map((event, i) => asGivenBack(event, given[i] ?? {})));
        })
        .afterEach(() => reset()),
      { numRuns: 60 },
    );
  });

  it("come back equal, with each attribute as text, when they were sent in headers", async () => {
    await fc.assert(
      fc
        .asyncProperty(cloudEvent, async (sent) => {
          expect((await sendInHeaders(sent)).status).toBe(201);
          const given = await readBack();
          expect(given).toEqual([asGivenBack(inText(sent), given[0] ?? {})]);
        })
        .afterEach(() => reset()),
      { numRuns: 60 },
    );
  });
});
