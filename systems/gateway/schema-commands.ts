import type { Decider } from "../../core/decider.ts";
import { jsonEqual, type Json } from "../../core/json.ts";
import { failure, success } from "../../core/problem.ts";
import type { CompatibilityMode } from "./compatibility-mode.ts";
import type { SchemaEvent } from "./events.ts";

/** A schema that has been judged against those before it. */
export interface Register {
  readonly type: "register";
  readonly schema: Json;
  /** SHA-256 of the schema's JSON text, in hexadecimal; and how long that is in UTF-8. */
  readonly hash: string;
  readonly bytes: number;
  /** `null`: as it is. */
  readonly compatibility: CompatibilityMode | null;
}

/** The current schema of a topic. */
export type Registered = {
  /** 0: there is none. */
  readonly version: number;
  readonly schema: Json;
  readonly hash: string;
  readonly compatibility: CompatibilityMode;
  /** Of the texts of all versions. */
  readonly totalBytes: number;
};

/** A transitive compatibility looks at all of them at once. */
export const MAX_VERSIONS = 200;
/** JSON texts of all of them, in bytes of UTF-8. */
export const MAX_TOTAL_BYTES = 8 * 1024 * 1024;

/** The registry of one topic: its schemas are the fold of its registrations. */
export const schemaDecider: Decider<Register, Registered, SchemaEvent> = {
  version: 1,
  initial: { version: 0, schema: null, hash: "", compatibility: "BACKWARD", totalBytes: 0 },
  decide({ schema, hash, bytes, compatibility: wanted }, current) {
    const compatibility = wanted ?? current.compatibility;
    if (current.version === 0 || !jsonEqual(schema, current.schema)) {
      const version = current.version + 1;
      const totalBytes = current.totalBytes + bytes;
      if (version > MAX_VERSIONS || totalBytes > MAX_TOTAL_BYTES) return tooMany();
      const data = { version, schema, hash, compatibility, totalBytes };
      return success([{ type: "SchemaRegistered", data }]);
    }
    if (compatibility === current.compatibility) return success([]);
    return success([{ type: "CompatibilityChanged", data: { compatibility } }]);
  },
  evolve: (current, event) =>
    event.type === "SchemaRegistered" || event.type === "CompatibilityChanged"
      ? { ...current, ...event.data }
      : current,
};

function tooMany() {
  return failure(
    "refused",
    `An event has ${MAX_VERSIONS} versions at most, of ${MAX_TOTAL_BYTES} bytes together. Register another event.`,
    { members: { reason: "too-many-versions" } },
  );
}
