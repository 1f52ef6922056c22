import type { Registration } from "../../systems/gateway/event-stream.ts";
import type { Check } from "../../systems/gateway/schema-kind.ts";
import { BoundedMap } from "../bounded-map.ts";
import { jsonSchema } from "./json-schema-kind.ts";

/** Characters. A compiled schema takes several times as much as its text. */
const MAX_COMPILED_CHARS = 2_000_000;

interface Compiled {
  readonly check: Check;
  readonly size: number;
}

/** By the hash of the schema, since equal ones may be registered in several places. */
const compiled = new BoundedMap<Compiled>(MAX_COMPILED_CHARS, ({ size }) => size);

/** The check of a schema; an isolate remembers it. */
export function checkOf(registration: Registration): Check {
  const { hash, schema } = registration;
  const before = compiled.get(hash);
  if (before) return before.check;
  const check = jsonSchema.compile(schema);
  compiled.set(hash, { check, size: sizeOf(registration) });
  return check;
}

/** Characters of a schema's JSON text. */
export function sizeOf({ schema }: Registration): number {
  return JSON.stringify(schema).length;
}
