import { parseJson, type Json } from "../../core/json.ts";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import type { FieldError } from "../../core/problem.ts";
import type { Check } from "../../systems/gateway/schema-kind.ts";
import { sentStream, type Topic } from "../../systems/gateway/topic.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";

interface Tried {
  readonly valid: boolean;
  readonly errors: readonly FieldError[];
}

/** Checks events one after the other, with a pause behind each, in which other requests have their turn. */
export async function tryEvents(check: Check, events: readonly Json[]): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const event of events) {
    const errors = check(event);
    tried.push({ valid: errors.length === 0, errors });
    await scheduler.wait(0);
  }
  return tried;
}

interface StoredTrial {
  readonly topic: Topic;
  readonly check: Check;
  /** Events, the last ones that were sent. */
  readonly most: number;
}

/** As many as fit into one answer of the log. */
const MAX_BYTES = 256 * 1024;
const MAX_FAILURES = 20;

/** How the last events of a topic fare. */
export async function tryStored(env: Env, { topic, check, most }: StoredTrial) {
  const sent = most === 0 ? [] : await lastSent(env, topic, Math.min(most, MAX_PAGE_EVENTS));
  const tried = await tryEvents(
    check,
    sent.map(({ data }) => data),
  );
  const failed = tried.flatMap(({ valid, errors }, i) =>
    valid ? [] : [{ position: sent[i]?.position ?? 0, errors }],
  );
  const failures = failed.slice(0, MAX_FAILURES);
  return { checked: tried.length, failed: failed.length, failures };
}

interface Stored {
  readonly position: number;
  readonly data: Json;
}

async function lastSent(env: Env, topic: Topic, limit: number): Promise<readonly Stored[]> {
  const request = {
    by: "revision",
    stream: sentStream(topic),
    after: 0,
    before: Number.MAX_SAFE_INTEGER,
    direction: "backward",
    limit,
    maxBytes: MAX_BYTES,
    separator: ",",
    shape: [
      ["position", "position"],
      ["data", "data"],
    ],
  } as const;
  const { text } = await askLog(env, (log) => log.slice(request));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape makes them
  return parseJson(`[${text}]`) as unknown as readonly Stored[];
}
