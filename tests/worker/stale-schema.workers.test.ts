import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import type { Registration } from "../../systems/gateway/event-stream.ts";
import { receiveEvent } from "../../systems/gateway/receive-event.ts";
import { registerEvent } from "../../systems/gateway/register-event.ts";
import { BoundedMap } from "../../worker/bounded-map.ts";
import { jsonSchema } from "../../worker/gateway/json-schema-kind.ts";
import { LogEventStream } from "../../worker/gateway/log-event-stream.ts";
import { fruitsOf } from "../support/fruits.ts";
import { codeOf, newEvent, valueOf } from "../support/log-harness.ts";

afterEach(() => reset());

const topic = { client: "SpongeBob", event: "Fruits" };
let ids = 0;

/** A Worker of its own, with what it remembers. */
function worker() {
  const known = new BoundedMap<Registration>(1_000_000, () => 1);
  const stream = () =>
    new LogEventStream({ env, known, id: `id-${(ids += 1)}`, isRetryable: false });
  const checkOf = ({ schema }: Registration) => jsonSchema.compile(schema);
  return {
    register: (schema: Json) =>
      registerEvent(
        { stream: stream(), kind: jsonSchema },
        { topic, schema, compatibility: "NONE" },
      ),
    send: (data: Json) => {
      const sent = { topic, event: newEvent("Fruits", data), isRetryable: false };
      return receiveEvent({ stream: stream(), checkOf }, sent);
    },
  };
}

describe("two Workers, of which one remembers an old schema", () => {
  it("take no event by a version that is no longer current, and refuse none that fits it", async () => {
    const [a, b] = [worker(), worker()];
    valueOf(await a.register(fruitsOf("apple", "fig")));
    expect(valueOf(await b.send({ fruit: "fig" })).version).toBe(1);
    valueOf(await a.register(fruitsOf("apple", "kiwi")));
    expect(codeOf(await b.send({ fruit: "fig" }))).toBe("schema-mismatch");
    valueOf(await a.register(fruitsOf("lime")));
    expect(valueOf(await b.send({ fruit: "lime" })).version).toBe(3);
  });

  it("never mix while versions and events arrive at once", async () => {
    const [a, b, c] = [worker(), worker(), worker()];
    valueOf(await a.register(fruitsOf("v1")));
    const sends = [a, b, c].flatMap(({ send }) =>
      Array.from({ length: 40 }, (_, i) => send({ fruit: `v${(i % 4) + 1}` })),
    );
    const registers = (async () => {
      for (const n of [2, 3, 4]) valueOf(await c.register(fruitsOf(`v${n}`)));
    })();
    const outcomes = await Promise.all(sends);
    await registers;
    for (const outcome of outcomes)
      if (!outcome.ok) expect(["schema-mismatch", "log-too-busy"]).toContain(codeOf(outcome));
    const { text } = await env.LOG.getByName("main").slice({
      by: "position",
      after: 0,
      before: Number.MAX_SAFE_INTEGER,
      direction: "forward",
      limit: 1000,
      shape: [
        ["type", "type"],
        ["data", "data"],
      ],
      separator: ",",
    });
    let current = "";
    for (const { type, data } of JSON.parse(`[${text}]`)) {
      if (type === "SchemaRegistered") current = data.schema.properties.fruit.enum[0];
      if (type === "Fruits") expect(data.fruit).toBe(current);
    }
  });
});
