import type { Registration } from "../../systems/gateway/event-stream.ts";
import type { Gateway } from "../../systems/gateway/receive-event.ts";
import type { Registry } from "../../systems/gateway/register-event.ts";
import type { Check } from "../../systems/gateway/schema-kind.ts";
import { idForRequest } from "../append-request.ts";
import { BoundedMap } from "../bounded-map.ts";
import type { RouteContext } from "../route.ts";
import { jsonSchema } from "./json-schema-kind.ts";
import { LogEventStream } from "./log-event-stream.ts";

/** Characters of schemas, at two bytes each. */
const MAX_KNOWN_CHARS = 8_000_000;
/** A compiled schema takes several times as much as its text. */
const MAX_COMPILED_CHARS = 2_000_000;

/** What an isolate remembers from request to request. The log tells it when it is out of date. */
const known = new BoundedMap<Registration>(MAX_KNOWN_CHARS, sizeOf);
const compiled = new BoundedMap<Compiled>(MAX_COMPILED_CHARS, ({ size }) => size);

interface Compiled {
  readonly check: Check;
  readonly size: number;
}

/** The gateway's two ports, as this program has them: JSON Schema, and the log. */
export function gatewayOf(c: RouteContext): Gateway & Registry {
  const { headers } = c.req.raw;
  const isRetryable = headers.has("idempotency-key");
  const stream = new LogEventStream({ env: c.env, known, id: idForRequest(headers), isRetryable });
  return { stream, kind: jsonSchema, checkOf };
}

function checkOf(registration: Registration): Check {
  const { hash, schema } = registration;
  const before = compiled.get(hash);
  if (before) return before.check;
  const check = jsonSchema.compile(schema);
  compiled.set(hash, { check, size: sizeOf(registration) });
  return check;
}

function sizeOf({ schema }: Registration): number {
  return JSON.stringify(schema).length;
}
