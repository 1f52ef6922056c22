import type { Premise } from "../../durable/log-rpc.ts";
import { eyeSchemaStream } from "../../systems/eye/events.ts";
import type { Registration } from "../../systems/gateway/event-stream.ts";
import { BoundedMap } from "../bounded-map.ts";
import type { Env } from "../env.ts";
import { sizeOf } from "../gateway/compiled-checks.ts";
import { readRegistration } from "../gateway/registrations.ts";

/** Characters, at two bytes each. */
const MAX_KNOWN_CHARS = 8_000_000;
/** What a schema takes besides its text. */
const ENTRY_CHARS = 500;

/**
 * The schemas that an isolate has seen, by the stream of their registrations. One that it does not know it takes
 * for one that is not there: what is judged so goes to the log with that as a premise, and the log says what is
 * there. So an event of a category that nobody has declared costs the log no question.
 */
const known = new BoundedMap<Registration>(
  MAX_KNOWN_CHARS,
  (registration) => sizeOf(registration) + ENTRY_CHARS,
);

/** The schema that holds for an event, and what must be so of the log for it to hold. */
export interface SchemaInForce {
  /** `undefined`: none has been declared. */
  readonly registration: Registration | undefined;
  readonly premises: readonly Premise[];
}

/** That for the application, if there is one, else that of the category. */
export function schemaInForce(category: string, application: string | undefined): SchemaInForce {
  const all = eyeSchemaStream(category);
  if (application === undefined) return { registration: known.get(all), premises: [premise(all)] };
  const own = eyeSchemaStream(category, application);
  const registration = known.get(own);
  if (registration) return { registration, premises: [premise(own)] };
  return { registration: known.get(all), premises: [premise(own), premise(all)] };
}

function premise(stream: string): Premise {
  return { stream, expected: known.get(stream)?.revision ?? "none" };
}

/** Reads a schema anew. */
export async function reloadSchema(env: Env, stream: string): Promise<void> {
  rememberSchema(stream, await readRegistration(env, stream));
}

export function rememberSchema(stream: string, registration: Registration | undefined): void {
  if (registration) known.set(stream, registration);
  else known.delete(stream);
}
