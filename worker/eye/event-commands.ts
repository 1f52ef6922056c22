import type { FieldError } from "../../core/problem.ts";
import type { Execute, Premise } from "../../durable/log-rpc.ts";
import { TOO_LARGE } from "../../systems/eye/error-kind.ts";
import { quarantineName, sessionStream, sourceOf } from "../../systems/eye/events.ts";
import type { SentEvent } from "../../systems/eye/read-event.ts";
import type { Send } from "../../systems/gateway/sent-commands.ts";
import { keeping, recordOf } from "../gateway/keep-unfit.ts";
import { sha256 } from "../sha256.ts";
import type { Judged, Sent } from "./judge-event.ts";

/** Publishes an event, while what it was judged by holds. */
export function publishing(
  { data, occurredAt }: SentEvent,
  id: string,
  { version, premises }: Judged,
): Execute {
  const command: Send = { type: "send", event: { type: data.category, data } };
  return {
    stream: sessionStream(data.session_id),
    expected: "any",
    command: JSON.stringify(command),
    source: sourceOf(data.name),
    id,
    isSingle: true,
    occurredAt,
    metadata: { schemaversion: version },
    premises,
  };
}

/** Cannot be carried out, and is answered as the publication of the same event was, if there was one. */
export function asking(event: SentEvent, id: string, judged: Judged): Execute {
  const { premises } = judged;
  return { ...publishing(event, id, judged), premises: [...premises, ...contradiction(premises)] };
}

/** Whether it is for this alone that such a question was not carried out: what it was judged by holds. */
export function isContradiction({ premises }: Judged, stream: unknown, expected: unknown): boolean {
  return contradiction(premises).some((one) => one.stream === stream && one.expected === expected);
}

/** What cannot be if the last of the premises holds. */
function contradiction(premises: readonly Premise[]): Premise[] {
  return premises
    .slice(-1)
    .map(({ stream, expected }) => ({ stream, expected: expected === "none" ? "exists" : "none" }));
}

/** Keeps an event in the quarantine of its application, while what it was judged by holds. */
export async function quarantining(sent: Sent, judged: Judged, how: How): Promise<Execute> {
  const { read, value, id } = sent;
  const { errors, version, premises } = judged;
  const about = { type: read.category ?? "", source: read.application ?? "", id };
  const data = isTooLarge(errors) ? null : value;
  const event = { ...about, data, occurredAt: null, metadata: null };
  const record = recordOf({ event, errors, version });
  // What is refused again for the same reasons is there once.
  const known = how.isAnother ? crypto.randomUUID() : await sha256(JSON.stringify(record.data));
  const name = quarantineName(read.application);
  return keeping(record, { name, part: "refused", id: known, occurredAt: null, premises });
}

interface How {
  /** Than the one that was refused for the same reasons, though it has its id. */
  readonly isAnother: boolean;
}

function isTooLarge([first]: readonly FieldError[]): boolean {
  return first === TOO_LARGE;
}
