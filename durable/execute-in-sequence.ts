import type { Outcome } from "../core/problem.ts";
import { eachForItself } from "./each-for-itself.ts";
import { decideAndWrite, prepare } from "./execute.ts";
import type { Execute, Executed } from "./log-rpc.ts";
import type { LogParts } from "./write-events.ts";

/**
 * Carries out commands in order, up to the first that failed and might not another time: so none comes before it.
 * Those behind it write nothing; `null`: nothing but that stands against one. `now` is RFC 3339 with milliseconds.
 */
export function executeInSequence(
  log: LogParts,
  commands: readonly Execute[],
  now: string,
): (Outcome<Executed> | null)[] {
  let isHeld = false;
  return eachForItself(commands, (command) => {
    const prepared = prepare(log, command);
    if (isHeld) return "ok" in prepared ? prepared : null;
    // Also if it throws.
    isHeld = true;
    const outcome = "ok" in prepared ? prepared : decideAndWrite(log, prepared, now);
    isHeld = maySucceedYet(outcome);
    return outcome;
  });
}

/** An identity that is taken is so for ever. A text that is gone may be sent again by another. */
function maySucceedYet(outcome: Outcome<Executed>): boolean {
  if (outcome.ok) return outcome.value.text === "gone";
  return outcome.problem.code !== "event-id-conflict";
}
