import { jsonRuns } from "./json-runs.ts";
import { parseJson, type Json, type JsonObject } from "./json.ts";

/** An event on its way into the log. */
export interface NewEvent {
  readonly type: string;
  readonly id: string;
  readonly data: Json;
  readonly source: string;
  /** RFC 3339; `null` for the time at which it is recorded. */
  readonly occurredAt: string | null;
  readonly metadata: JsonObject | null;
}

/** Columns in which the events of an append often agree, in their order in a row. */
const SHAREABLE = ["type", "source", "occurredAt", "metadata"] as const;
type Shareable = (typeof SHAREABLE)[number];

/**
 * Events as the texts from which SQL inserts them. They are written once, at the door, and read by
 * SQLite; nothing between has to look into them. Each text is a JSON array of rows
 * `[id, data, …]`, in which those of SHAREABLE follow that are not shared.
 */
export interface EventRows {
  readonly texts: readonly string[];
  readonly count: number;
  /** For each type how many there are, and the index of the first and the last of them. */
  readonly types: readonly TypeCount[];
  /** What all of them agree on, which SQLite need not take out of JSON. Metadata are shared if there are none. */
  readonly shared: Readonly<Partial<Record<Shareable, string | null>>>;
}

interface TypeCount {
  readonly type: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

type Row = readonly [id: string, data: Json, ...own: Json[]];

export function packRows(events: readonly NewEvent[]): EventRows {
  const shared = sharedBy(events);
  const own = ownColumns(shared);
  const texts = jsonRuns(events.map((event) => toRow(event, own)));
  return { texts, shared, count: events.length, types: countTypes(events) };
}

function toRow(event: NewEvent, own: readonly Shareable[]): Row {
  const { id, data } = event;
  return own.length === 0 ? [id, data] : [id, data, ...own.map((column) => event[column])];
}

export function unpackRows({ texts, shared }: EventRows): NewEvent[] {
  const own = ownColumns(shared);
  return texts.flatMap((text) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- packRows made it
    const rows = parseJson(text) as unknown as Row[];
    return rows.map(([id, data, ...values]) => {
      const columns = Object.fromEntries(own.map((column, i) => [column, values[i]]));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- packRows took every column
      return Object.assign(columns, shared, { id, data }) as unknown as NewEvent;
    });
  });
}

export function charsOf({ texts }: EventRows): number {
  return texts.reduce((chars, text) => chars + text.length, 0);
}

/** Those that stand in the rows. */
export function ownColumns(shared: EventRows["shared"]): Shareable[] {
  return SHAREABLE.filter((column) => !(column in shared));
}

function sharedBy(events: readonly NewEvent[]): EventRows["shared"] {
  const shared: Partial<Record<Shareable, string | null>> = {};
  const [first, ...others] = events;
  for (const column of SHAREABLE) {
    const value = first?.[column];
    if (value === undefined || (typeof value === "object" && value !== null)) continue;
    if (others.every((event) => event[column] === value)) shared[column] = value;
  }
  return shared;
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
