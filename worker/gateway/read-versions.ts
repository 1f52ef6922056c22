import { parseJson, type Json } from "../../core/json.ts";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import type { Members, Slice, SliceRequest } from "../../durable/log-rpc.ts";
import type { CompatibilityMode } from "../../systems/gateway/compatibility-mode.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";

/** A version of a schema, without the schema. */
export interface ShownVersion {
  readonly version: number;
  /** As it was registered. */
  readonly compatibility: CompatibilityMode;
  readonly hash: string;
  readonly position: number;
  readonly registeredAt: string;
}

export interface VersionWithSchema {
  readonly version: number;
  readonly schema: Json;
}

const SHOWN: Members = [
  ["version", { memberOfData: "version" }],
  ["compatibility", { memberOfData: "compatibility" }],
  ["hash", { memberOfData: "hash" }],
  ["position", "position"],
  ["registeredAt", "recordedAt"],
];

const WITH_SCHEMA: Members = [
  ["version", { memberOfData: "version" }],
  ["schema", { memberOfData: "schema" }],
];

/** The versions in a stream of registrations, the oldest first; none if there is no such stream. */
export function listVersions(env: Env, stream: string): Promise<readonly ShownVersion[]> {
  return readRegistrations<ShownVersion>(env, stream, SHOWN);
}

/** The same with their schemas. */
export function readVersions(env: Env, stream: string): Promise<readonly VersionWithSchema[]> {
  return readRegistrations<VersionWithSchema>(env, stream, WITH_SCHEMA);
}

/** One of them; `undefined`: there is no such version. All of them may be more than an isolate can hold. */
export async function readVersion(
  env: Env,
  stream: string,
  version: number,
): Promise<VersionWithSchema | undefined> {
  // No version has a lower revision.
  const pages = registrations<VersionWithSchema>(env, stream, {
    shape: WITH_SCHEMA,
    after: Math.max(0, version - 1),
  });
  for await (const page of pages) {
    const found = page.find((one) => one.version === version);
    if (found) return found;
  }
  return undefined;
}

async function readRegistrations<Version>(
  env: Env,
  stream: string,
  shape: Members,
): Promise<readonly Version[]> {
  const versions: Version[] = [];
  for await (const page of registrations<Version>(env, stream, { shape, after: 0 }))
    versions.push(...page);
  return versions;
}

interface Part {
  readonly shape: Members;
  /** A revision of the stream. */
  readonly after: number;
}

async function* registrations<Version>(
  env: Env,
  stream: string,
  { shape, after: start }: Part,
): AsyncGenerator<readonly Version[]> {
  let after: number | null = start;
  while (after !== null) {
    const request: SliceRequest = {
      by: "revision",
      stream,
      types: ["SchemaRegistered"],
      after,
      before: Number.MAX_SAFE_INTEGER,
      direction: "forward",
      limit: MAX_PAGE_EVENTS,
      shape,
      separator: ",",
    };
    const { text, next }: Slice = await askLog(env, (log) => log.slice(request));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape makes versions
    yield parseJson(`[${text}]`) as unknown as Version[];
    after = next;
  }
}
