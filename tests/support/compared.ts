import type { Json } from "../../core/json.ts";
import { compareSchemas } from "../../systems/gateway/compatibility/compare.ts";
import type { Gap } from "../../systems/gateway/schema-kind.ts";
import { compilePlainly } from "./plain-json-schema.ts";

/** The gaps between two schemas, with an effort of their own if they share none. */
export function compared(written: Json, read: Json, effort = { left: 1 }): readonly Gap[] {
  return compareSchemas(written, read, { compile: compilePlainly, effort });
}
