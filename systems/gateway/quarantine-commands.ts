import type { Decider } from "../../core/decider.ts";
import { failure, success, type Failure } from "../../core/problem.ts";
import type { EventQuarantined, QuarantineEnd, QuarantineEvent } from "./events.ts";

interface Quarantine {
  readonly type: "quarantine";
  readonly data: EventQuarantined["data"];
}

interface End {
  readonly type: "end";
  /** Of its EventQuarantined. */
  readonly revision: number;
  readonly because: QuarantineEnd;
}

export type QuarantineCommand = Quarantine | End;

/** Of one topic. */
export type QuarantineState = {
  readonly revision: number;
  /** Those that are there, the oldest first. */
  readonly waiting: readonly { readonly revision: number; readonly bytes: number }[];
};

/** What the quarantine of one topic holds at most: the oldest make room for a new one. */
export const MAX_QUARANTINED = { events: 1000, bytes: 4 * 1024 * 1024 } as const;

/** The quarantine of one topic. An event ends in it once: resent, deleted, expired, or for want of room. */
export const quarantineDecider: Decider<QuarantineCommand, QuarantineState, QuarantineEvent> = {
  version: 1,
  initial: { revision: 0, waiting: [] },
  decide(command, { waiting }) {
    if (command.type === "quarantine") {
      const { data } = command;
      return success([
        { type: "EventQuarantined", data },
        ...withoutRoom(waiting, data.bytes).map((revision) => ended(revision, "full")),
      ]);
    }
    const { revision, because } = command;
    if (!waiting.some((one) => one.revision === revision)) return isGone();
    return success([ended(revision, because)]);
  },
  evolve({ revision: before, waiting }, event) {
    const revision = before + 1;
    if (event.type === "EventQuarantined")
      return { revision, waiting: [...waiting, { revision, bytes: event.data.bytes }] };
    if (event.type !== "QuarantineEnded") return { revision, waiting };
    const { data } = event;
    return { revision, waiting: waiting.filter((one) => one.revision !== data.revision) };
  },
};

function ended(revision: number, because: QuarantineEnd): QuarantineEvent {
  return { type: "QuarantineEnded", data: { revision, because } };
}

/** The oldest, as many as must go for a new one of so many bytes. */
function withoutRoom(waiting: QuarantineState["waiting"], newBytes: number): number[] {
  let [events, bytes] = [waiting.length + 1, newBytes];
  for (const one of waiting) bytes += one.bytes;
  const gone: number[] = [];
  for (const one of waiting) {
    if (events <= MAX_QUARANTINED.events && bytes <= MAX_QUARANTINED.bytes) break;
    gone.push(one.revision);
    events -= 1;
    bytes -= one.bytes;
  }
  return gone;
}

function isGone(): Failure {
  return failure(
    "quarantined-event-not-found",
    "The event is in quarantine no longer: it was sent again, deleted, or too old, or newer ones needed its room.",
  );
}
