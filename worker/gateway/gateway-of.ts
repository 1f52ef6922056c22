import type { Registration } from "../../systems/gateway/event-stream.ts";
import type { Gateway } from "../../systems/gateway/receive-event.ts";
import type { Registry } from "../../systems/gateway/register-event.ts";
import { idForRequest } from "../append-request.ts";
import { BoundedMap } from "../bounded-map.ts";
import type { RouteContext } from "../route.ts";
import { checkOf, sizeOf } from "./compiled-checks.ts";
import { jsonSchema } from "./json-schema-kind.ts";
import { LogEventStream } from "./log-event-stream.ts";

/** Characters of schemas, at two bytes each. */
const MAX_KNOWN_CHARS = 8_000_000;

/** What an isolate remembers from request to request. The log tells it when it is out of date. */
const known = new BoundedMap<Registration>(MAX_KNOWN_CHARS, sizeOf);

/** The gateway's two ports, as this program has them: JSON Schema, and the log. */
export function gatewayOf(c: RouteContext): Gateway & Registry {
  const { headers } = c.req.raw;
  const isRetryable = headers.has("idempotency-key");
  const stream = new LogEventStream({ env: c.env, known, id: idForRequest(headers), isRetryable });
  return { stream, kind: jsonSchema, checkOf };
}
