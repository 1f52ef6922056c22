import { isJsonObject, type Json } from "../../core/json.ts";
import { MAX_DATA_BYTES } from "../../core/limits.ts";
import type { FieldError } from "../../core/problem.ts";
import type { Premise } from "../../durable/log-rpc.ts";
import { TOO_LARGE, UNDECLARED } from "../../systems/eye/error-kind.ts";
import type { ReadEvent } from "../../systems/eye/read-event.ts";
import { checkOf } from "../gateway/compiled-checks.ts";
import { schemaInForce } from "./known-schemas.ts";

/** Something that was sent as an event. */
export interface Sent {
  readonly value: Json;
  readonly read: ReadEvent;
  /** The sender's, or one that was made. */
  readonly id: string;
  /** Whether a retry has the id too. */
  readonly isRetryable: boolean;
}

/** What is thought of an event, as long as the premises hold. */
export interface Judged {
  /** None: it fits. */
  readonly errors: readonly FieldError[];
  /** Of the schema; 0: there is none. */
  readonly version: number;
  readonly premises: readonly Premise[];
}

/** Judges an event by the schemas that are known. */
export function judgeEvent({ value, read }: Pick<Sent, "value" | "read">): Judged {
  const errors = isTooLarge(value) ? [TOO_LARGE] : [...read.errors];
  const { category, application } = read;
  if (category === undefined) return { errors, version: 0, premises: [] };
  const { registration, premises } = schemaInForce(category, application);
  if (!registration) return { errors: [...errors, UNDECLARED], version: 0, premises };
  const data = isJsonObject(value) ? value["data"] : undefined;
  if (data !== undefined)
    for (const error of checkOf(registration)(data))
      errors.push({ ...error, pointer: `/data${error.pointer}` });
  return { errors, version: registration.version, premises };
}

function isTooLarge(value: Json): boolean {
  const text = JSON.stringify(value);
  // UTF-8 takes at most three bytes for a UTF-16 unit, so short texts need no counting.
  if (text.length * 3 <= MAX_DATA_BYTES) return false;
  return new TextEncoder().encode(text).byteLength > MAX_DATA_BYTES;
}
