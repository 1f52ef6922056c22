import type { Decider } from "../../core/decider.ts";
import type { EventData } from "../../core/event.ts";
import { success } from "../../core/problem.ts";

/** An event that fits the schema of its topic. */
export interface Send {
  readonly type: "send";
  readonly event: EventData;
}

/** Whether an event fits is judged before: here it is only counted. */
export const sentDecider: Decider<Send, { readonly sent: number }> = {
  version: 1,
  initial: { sent: 0 },
  decide: ({ event }) => success([event]),
  evolve: ({ sent }) => ({ sent: sent + 1 }),
};
