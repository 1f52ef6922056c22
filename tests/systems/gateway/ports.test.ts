import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import { receiveEvent } from "../../../systems/gateway/receive-event.ts";
import { judgeDraft, registerEvent } from "../../../systems/gateway/register-event.ts";
import type { SchemaKind } from "../../../systems/gateway/schema-kind.ts";
import { jsonSchema } from "../../../worker/gateway/json-schema-kind.ts";
import { ArrayStream } from "../../support/array-stream.ts";
import { codeOf, newEvent, valueOf } from "../../support/log-harness.ts";
import { typeDefinition } from "../../support/type-definition.ts";

const topic = { client: "Bob", event: "Fruits" };

function gatewayOn(kind: SchemaKind, stream = new ArrayStream()) {
  const gateway = { stream, kind, checkOf: ({ schema }: { schema: Json }) => kind.compile(schema) };
  return {
    stream,
    register: (schema: Json, compatibility?: "NONE" | "FULL") =>
      registerEvent(gateway, { topic, schema, compatibility }),
    judge: (schema: Json) => judgeDraft(gateway, { topic, schema, compatibility: undefined }),
    send: (data: Json, { id = "x", isRetryable = false } = {}) => {
      const event = { ...newEvent("Fruits", data), id };
      return receiveEvent(gateway, { topic, event, isRetryable });
    },
  };
}

/** One thing said in each kind of schema. */
const kinds = [
  {
    name: "JSON Schema",
    kind: jsonSchema,
    colour: { type: "object", required: ["name"], properties: { name: { enum: ["red", "blue"] } } },
    more: {
      type: "object",
      required: ["name"],
      properties: { name: { enum: ["red", "blue"] }, hue: { type: "number" } },
    },
    narrower: { type: "object", required: ["name"], properties: { name: { enum: ["red"] } } },
    none: { type: "colour" },
  },
  {
    name: "JSON Type Definition",
    kind: typeDefinition,
    colour: { properties: { name: { enum: ["red", "blue"] } } },
    more: {
      properties: { name: { enum: ["red", "blue"] } },
      optionalProperties: { hue: { type: "number" } },
    },
    narrower: { properties: { name: { enum: ["red"] } } },
    none: { colour: true },
  },
];

describe.each(kinds)("the gateway with $name, on a stream of arrays", (one) => {
  const { kind, colour, more, narrower, none } = one;

  it("takes no event that nobody registered", async () => {
    const { send, stream } = gatewayOn(kind);
    expect(codeOf(await send({ name: "red" }))).toBe("event-not-registered");
    expect([stream.events.size, stream.quarantined.length]).toEqual([0, 0]);
  });

  it("publishes what fits, and keeps what does not with the reasons", async () => {
    const { register, send, stream } = gatewayOn(kind);
    valueOf(await register(colour));
    expect(valueOf(await send({ name: "red" }))).toMatchObject({ position: 1, version: 1 });
    const refused = await send({ name: "loud" }, { id: "y" });
    expect(refused).toMatchObject({
      problem: {
        code: "schema-mismatch",
        errors: [{ pointer: "/name", keyword: "enum" }],
        members: { topic: "Bob.Fruits", version: 1, quarantined: 1 },
      },
    });
    expect(stream.events.get("Bob.Fruits")?.map(({ event }) => event)).toEqual([{ name: "red" }]);
    expect(stream.quarantined.map(({ event }) => event)).toEqual([{ name: "loud" }]);
  });

  it("registers what is admitted and compatible", async () => {
    const { register, judge } = gatewayOn(kind);
    expect(codeOf(await register(none))).toBe("schema-invalid");
    expect(valueOf(await register(colour))).toMatchObject({ registration: { version: 1 } });
    expect(valueOf(await register(more))).toMatchObject({ registration: { version: 2 } });
    const refused = await register(narrower);
    expect(codeOf(refused)).toBe("schema-incompatible");
    expect("differences" in refused && refused.differences).not.toEqual([]);
    expect(valueOf(await judge(narrower))).toMatchObject({ isCompatible: false, isSame: false });
    expect(valueOf(await judge(more))).toMatchObject({ isCompatible: true, isSame: true });
    const forced = valueOf(await register(narrower, "NONE"));
    expect(forced.registration).toMatchObject({ version: 3, compatibility: "NONE" });
  });

  it("judges by the current schema, though it knows an older one", async () => {
    const stale = gatewayOn(kind);
    const other = gatewayOn(kind, new ArrayStream(stale.stream));
    valueOf(await stale.register(colour));
    valueOf(await stale.send({ name: "blue" }, { id: "1" }));
    valueOf(await other.register(narrower, "NONE"));
    expect(codeOf(await stale.send({ name: "blue" }, { id: "2" }))).toBe("schema-mismatch");
    valueOf(await other.register(colour));
    expect(valueOf(await stale.send({ name: "blue" }, { id: "3" })).version).toBe(3);
  });

  it("says that it is busy when others register all the time, and asks for no precondition", async () => {
    const { register, stream } = gatewayOn(kind);
    valueOf(await register(colour));
    stream.registration = async () => undefined;
    expect(codeOf(await register(more))).toBe("log-too-busy");
  });

  it("answers the retry of a success as the first time, though the schema is another by now", async () => {
    const { register, send, stream } = gatewayOn(kind);
    valueOf(await register(colour));
    const first = valueOf(await send({ name: "blue" }, { isRetryable: true }));
    valueOf(await register(narrower, "NONE"));
    const again = valueOf(await send({ name: "blue" }, { isRetryable: true }));
    expect(again).toMatchObject({ position: first.position, replayed: true });
    expect(stream.quarantined).toEqual([]);
  });
});
