import type { RecordedEvent } from "../../core/event.ts";
import { parseJson } from "../../core/json.ts";
import { MAX_PAGE_BYTES } from "../../core/limits.ts";
import type { SessionEvent } from "../../systems/eye/events.ts";
import type { Moment } from "../../systems/eye/moment.ts";
import type { FoundEvents } from "../../systems/eye/session-queries.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";

/** As it was sent, and what the log knows of it. */
interface ShownEvent {
  readonly id: string;
  readonly position: number;
  readonly receivedAt: string;
}

export interface ReadPage {
  readonly events: readonly ShownEvent[];
  /** Behind which the list goes on; `null` at its end. */
  readonly next: Moment | null;
}

/** Of one answer of the log; see EventsAt. */
const LONGEST_ANSWER = 1_000_000;

/** The events that were found, in their order; not all of them where they would make a page too long. */
export async function readFound(env: Env, { found, next }: FoundEvents): Promise<ReadPage> {
  const read = await readSome(
    env,
    found.map(([, , position]) => position),
  );
  const missing = found.findIndex(([, , position]) => !read.has(position));
  const told = missing < 0 ? found : found.slice(0, missing);
  return {
    events: told.flatMap(([, , position]) => read.get(position) ?? []),
    next: missing < 0 ? next : (told.at(-1) ?? null),
  };
}

/** The first of them at least. The log gives events by position, which need not be their order. */
async function readSome(
  env: Env,
  positions: readonly number[],
): Promise<ReadonlyMap<number, ShownEvent>> {
  const read = new Map<number, ShownEvent>();
  const [first] = positions;
  let bytes = 0;
  let left = positions;
  while (left.length > 0 && bytes + LONGEST_ANSWER < MAX_PAGE_BYTES) {
    const asked = left;
    const { text } = await askLog(env, (log) => log.eventsAt(asked));
    for (const event of shownEvents(text)) read.set(event.position, event);
    bytes += new TextEncoder().encode(text).byteLength;
    left = left.filter((position) => !read.has(position));
  }
  if (first === undefined || read.has(first)) return read;
  const { text } = await askLog(env, (log) => log.eventsAt([first]));
  return new Map(shownEvents(text).map((event) => [event.position, event]));
}

function shownEvents(text: string): ShownEvent[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the log gives whole events
  const events = parseJson(`[${text}]`) as unknown as RecordedEvent<SessionEvent>[];
  return events.map(({ data, id, position, recordedAt }) =>
    Object.assign(data, { id, position, receivedAt: recordedAt }),
  );
}
