import { parseJson } from "./json.ts";

/** An event on its way into the log. */
export interface NewEvent {
  readonly type: string;
  readonly id: string;
  /** JSON text. */
  readonly data: string;
  readonly source: string;
  /** RFC 3339; `null` for the time at which it is recorded. */
  readonly occurredAt: string | null;
  /** JSON text of an object; `null` for none. */
  readonly metadata: string | null;
}

/**
 * Events as the texts from which SQL inserts them. They are written once, at the door, and read by
 * SQLite; nothing between has to look into them. Each text is a JSON array of rows
 * `[type, id, data]`, to which `source, occurredAt, metadata` are added where `source` is null.
 */
export interface EventRows {
  readonly texts: readonly string[];
  readonly count: number;
  /** For each type how many there are, and the index of the first and the last of them. */
  readonly types: readonly TypeCount[];
  /** The one source of events that have no more to say; three columns less are an insert a third faster. */
  readonly source: string | null;
}

interface TypeCount {
  readonly type: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

type Row = [string, string, string, string?, (string | null)?, (string | null)?];

/** In one text: at the six bytes that an escaped character takes, still below the 2 MB that SQLite takes on the platform. */
const MAX_CHARS = 280_000;

export function packRows(events: readonly NewEvent[]): EventRows {
  const source = commonSource(events);
  const texts = groups(events).map((group) =>
    JSON.stringify(group.map((event) => toRow(event, source === null))),
  );
  return { texts, source, count: events.length, types: countTypes(events) };
}

/** Runs of events that have MAX_CHARS at most, or a single event. */
function groups(events: readonly NewEvent[]): NewEvent[][] {
  const all: NewEvent[][] = [];
  let group: NewEvent[] = [];
  let chars = 0;
  for (const event of events) {
    const size = charsOf(event);
    if (group.length > 0 && chars + size > MAX_CHARS) {
      all.push(group);
      [group, chars] = [[], 0];
    }
    group.push(event);
    chars += size;
  }
  return [...all, group];
}

export function unpackRows({ texts, source }: EventRows): NewEvent[] {
  return texts.flatMap((text) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- packRows made it
    const rows = parseJson(text) as Row[];
    return rows.map(([type, id, data, own = "", occurredAt = null, metadata = null]) => {
      return { type, id, data, source: source ?? own, occurredAt, metadata };
    });
  });
}

function charsOf({ type, id, data, source, metadata }: NewEvent): number {
  return type.length + id.length + data.length + source.length + (metadata?.length ?? 0);
}

function toRow({ type, id, data, ...rest }: NewEvent, long: boolean): Row {
  return long ? [type, id, data, rest.source, rest.occurredAt, rest.metadata] : [type, id, data];
}

function countTypes(events: readonly NewEvent[]): TypeCount[] {
  const counts = new Map<string, { type: string; count: number; first: number; last: number }>();
  for (const [i, { type }] of events.entries()) {
    const known = counts.get(type);
    if (known) {
      known.count += 1;
      known.last = i;
    } else counts.set(type, { type, count: 1, first: i, last: i });
  }
  return [...counts.values()];
}

function commonSource(events: readonly NewEvent[]): string | null {
  const source = events[0]?.source ?? null;
  const short = events.every(
    (event) => event.source === source && event.occurredAt === null && event.metadata === null,
  );
  return short ? source : null;
}
