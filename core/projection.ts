import type { EventData, RecordedEvent } from "./event.ts";
import type { Json } from "./json.ts";
import type { Key } from "./key.ts";
import type { Outcome } from "./problem.ts";

/** The rows of a view, for its projection. */
export interface Rows {
  get(key: Key): Json | undefined;
  set(key: Key, row: Json): void;
  delete(key: Key): void;
}

/** The rows of a view, for whoever asks. */
export interface ReadableRows extends Pick<Rows, "get"> {
  /** In the order of the keys: from `from` up to, but not, `to`; without `to` those that begin with `from`. */
  scan(from: Key, to?: Key): Iterable<Entry>;
}

/** A row under its key, which may be worked out when it is asked for. */
export interface Entry {
  readonly key: Key;
  readonly row: Json;
}

/** A question to a view. Pure; `params` have been checked. It fails where the answer would be too long. */
export type Query = (rows: ReadableRows, params: Json) => Outcome<Json>;

/**
 * The read side of a system: a fold of events into keyed rows. Synchronous and deterministic: rows follow
 * from the events alone, so a view can be destroyed at any time and built again, byte for byte the same.
 * `evolve` is a method on purpose, as in System: methods are bivariant.
 */
export interface Projection<Event extends EventData = EventData> {
  /** Of its view; lower-case letters, digits and `-`. */
  readonly name: string;
  /** Raise it when `evolve` or the shape of a row changes: the view then builds itself again. */
  readonly version: number;
  /** The only categories whose events `evolve` is given; a view's position moves past all others. */
  readonly categories: readonly string[];
  /** Takes an event. What it throws is kept beside the event as a dead letter, and no row is changed. */
  evolve(rows: Rows, event: RecordedEvent<Event>): void;
  /** What can be asked of the rows, by name. */
  readonly queries: Readonly<Record<string, Query>>;
}
