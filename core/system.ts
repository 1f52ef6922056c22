import type { Decider } from "./decider.ts";
import type { EventData } from "./event.ts";
import type { Json } from "./json.ts";
import type { Outcome } from "./problem.ts";
import type { Projection } from "./projection.ts";

/**
 * One application on the log: it owns a category of streams.
 * Its functions are methods on purpose: methods are bivariant, so systems with different
 * commands and states fit into one registry.
 */
export interface System<
  Command = unknown,
  State extends Json = Json,
  Event extends EventData = EventData,
> {
  readonly category: string;
  readonly decider: Decider<Command, State, Event>;
  /**
   * The command that a raw event of this category stands for. It is decided like any other, and must
   * be decided as just that event, so a raw append cannot break a rule. Without it the category takes
   * no raw appends.
   */
  accepts?(event: EventData): Outcome<Command>;
  /** The commands by name: each reads what a client sends, for the stream `category-id`, as plain data. */
  readonly commands?: Readonly<Record<string, (input: Json, id: string) => Outcome<Command>>>;
  readonly projections?: readonly Projection[];
  /** If texts may be kept beside events of its streams. */
  readonly keeping?: Keeping<Command, Event>;
}

/** What ends the texts that are kept beside events: an event of the same stream always does. */
interface Keeping<Command = unknown, Event extends EventData = EventData> {
  /** The revision of the event whose text this one ends, if it ends one. */
  ends(event: Event): number | undefined;
  /** The command that ends the text of the event at a revision because it is too old. */
  expire(revision: number): Command;
}
