import { categoryOf, OWN_SOURCE } from "../core/names.ts";
import { executeAll } from "./execute.ts";
import type { Due } from "./kept-texts.ts";
import type { Execute } from "./log-rpc.ts";
import type { LogParts } from "./write-events.ts";

/** In one turn of the object. */
const MAX_EXPIRED = 100;

/** Ends kept texts that are too old, by a command each, so that the log tells of it. `now` is RFC 3339. */
export function expire(log: LogParts, now: string): void {
  const due = log.kept.due(now, MAX_EXPIRED);
  const commands = due.map((text) => expireCommand(log, text));
  for (const [i, outcome] of executeAll(log, commands, now).entries())
    // A text that its system does not want to end goes all the same: the promise is that it goes.
    if (!outcome.ok) log.kept.remove(due[i]?.position ?? 0);
}

function expireCommand(log: LogParts, { position, stream, revision }: Due): Execute {
  const command = log.systemOf(categoryOf(stream))?.keeping?.expire(revision);
  return {
    stream,
    expected: "any",
    command: JSON.stringify(command ?? null),
    source: `${OWN_SOURCE}expired`,
    id: String(position),
    occurredAt: null,
    metadata: null,
  };
}
