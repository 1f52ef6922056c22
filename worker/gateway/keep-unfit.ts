import { OWN_SOURCE } from "../../core/names.ts";
import type { FieldError } from "../../core/problem.ts";
import type { NewEvent } from "../../core/event-rows.ts";
import type { Execute } from "../../durable/log-rpc.ts";
import type {
  EventQuarantined,
  QuarantinedEvent,
  QuarantineEnd,
} from "../../systems/gateway/events.ts";
import type { QuarantineCommand } from "../../systems/gateway/quarantine-commands.ts";
import { reasonOf, shortened } from "../../systems/gateway/reason.ts";
import { quarantineStream } from "../../systems/gateway/topic.ts";

/** How long an event stays in quarantine. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** What did not fit. */
interface Unfit {
  readonly event: NewEvent;
  readonly errors: readonly FieldError[];
  /** Of the schema; 0: of none. */
  readonly version: number;
}

interface UnfitRecord {
  readonly data: EventQuarantined["data"];
  /** JSON text of a QuarantinedEvent. */
  readonly text: string;
}

/** What the log records of an event that does not fit, and what is kept beside it. */
export function recordOf({ event, errors, version }: Unfit): UnfitRecord {
  const text = JSON.stringify({ event, errors } satisfies QuarantinedEvent);
  const bytes = new TextEncoder().encode(text).byteLength;
  const { type, source, id } = event;
  const told = { reason: reasonOf(errors), errors: shortened(errors) };
  return { data: { type, source, id, version, bytes, ...told }, text };
}

interface Kept extends Pick<Execute, "id" | "occurredAt" | "premises"> {
  /** Of the quarantine. */
  readonly name: string;
  /** Of the record's source, behind the name. */
  readonly part: string;
}

/** Keeps an event in a quarantine. */
export function keeping({ data, text }: UnfitRecord, { name, part, ...rest }: Kept): Execute {
  const command: QuarantineCommand = { type: "quarantine", data };
  return {
    ...rest,
    source: sourceOf(name, part),
    stream: quarantineStream(name),
    expected: "any",
    command: JSON.stringify(command),
    metadata: null,
    keep: { text, forMs: KEPT_MS },
  };
}

/** An event in quarantine. */
export interface Place {
  /** Of the quarantine. */
  readonly name: string;
  /** Of its record there. */
  readonly revision: number;
}

/** Takes an event out of quarantine; `id` is the place's own, unless one is given. */
export function ending(
  { name, revision }: Place,
  because: QuarantineEnd,
  id = String(revision),
): Execute {
  const command: QuarantineCommand = { type: "end", revision, because };
  return {
    stream: quarantineStream(name),
    expected: "any",
    command: JSON.stringify(command),
    source: sourceOf(name, because),
    id,
    occurredAt: null,
    metadata: null,
  };
}

function sourceOf(name: string, part: string): string {
  return `${OWN_SOURCE}${name}/${part}`;
}
