import type { EventRows } from "../core/event-rows.ts";
import type { ExpectedRevision } from "../core/expected-revision.ts";
import type { JsonObject } from "../core/json.ts";
import type { Outcome } from "../core/problem.ts";

/**
 * What a log can be asked over RPC. Written down apart from the class, because workers-types cannot
 * map recursive JSON through a stub (types become `never`): payloads travel as JSON text.
 */
export interface LogRpc {
  append(command: Append): Promise<Outcome<Appended>>;
  /** In order, each for itself, with an outcome for each; at most MAX_COMMANDS. */
  appendEach(appends: readonly Append[]): Promise<readonly Outcome<Appended>[]>;
  /** In order, each for itself, with an outcome for each; at most MAX_COMMANDS. */
  execute(commands: readonly Execute[]): Promise<readonly Outcome<Executed>[]>;
  /** In order, all of them or none: the problem is that of the first that fails. */
  executeTogether(commands: readonly Execute[]): Promise<Outcome<readonly Executed[]>>;
  /**
   * In order, up to the first that failed and might not another time, as for a premise that does not hold. Those
   * behind it write nothing, and are told what stands against them besides; `null`: nothing. At most MAX_COMMANDS.
   */
  executeInSequence(commands: readonly Execute[]): Promise<readonly (Outcome<Executed> | null)[]>;
  /** The text that is kept beside an event; `null`: there is none, or none any more. */
  keptText(position: number): Promise<string | null>;
  slice(request: SliceRequest): Promise<Slice>;
  /** At most 1,000. */
  eventsAt(positions: readonly number[]): Promise<EventsAt>;
  state(request: StateRequest): Promise<Outcome<StreamState>>;
  streams(request: StreamsRequest): Promise<NamesPage>;
  tallies(request: TalliesRequest): Promise<NamesPage>;
  histogram(request: HistogramRequest): Promise<Histogram>;
  head(): Promise<Head>;
  /** From now on, and until `detach`, the view of a projection is told when the log has grown. */
  attach(projection: string): Promise<void>;
  detach(projection: string): Promise<void>;
}

/** Events for one stream: all of them or none. */
export interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** 1 to 1,000 events. */
  readonly rows: EventRows;
}

export interface Appended {
  /** The log knew these events already; nothing was written. */
  readonly replayed: boolean;
  /** In the order in which the events were handed over. */
  readonly spans: readonly Span[];
}

/** Events that stand one behind the other in the log and in their stream. */
interface Span {
  /** Of the first of them. */
  readonly position: number;
  readonly revision: number;
  readonly count: number;
  readonly recordedAt: string;
}

/** A command to the system that owns a stream. */
export interface Execute {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** JSON text of a command as the system's `decide` takes it. */
  readonly command: string;
  /** The identity of the first event that follows, and of the command; further events have ids with a number, `id.001`. */
  readonly source: string;
  readonly id: string;
  /** One event follows at most, so one with a numbered id is not of this command: senders choose any ids. */
  readonly isSingle?: boolean | undefined;
  /** As in NewEvent. */
  readonly occurredAt: string | null;
  readonly metadata: JsonObject | null;
  /** What must hold of other streams too, as of that by which the command was checked. */
  readonly premises?: readonly Premise[] | undefined;
  /** Is kept beside the first event, apart from the log, until another event ends it or it is too old. */
  readonly keep?: Keep | undefined;
}

export interface Keep {
  readonly text: string;
  readonly forMs: number;
}

export interface Premise {
  readonly stream: string;
  readonly expected: ExpectedRevision;
}

export interface Executed {
  /** The log knew this command already; nothing was written. */
  readonly replayed: boolean;
  /** None if nothing changes. */
  readonly events: readonly ExecutedEvent[];
  /** Of the events; `null` if there are none. */
  readonly recordedAt: string | null;
  /** JSON text of the fold of the stream after them, and the revision of that. */
  readonly state: string;
  readonly revision: number;
  /** Of the last event; if there is none, the head on which it was decided. */
  readonly position: number;
  /** What is kept beside the event of a command that was known, and wants a text to be kept: its own, if the same. */
  readonly text?: "same" | "other" | "gone";
}

interface ExecutedEvent {
  readonly id: string;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  readonly position: number;
  readonly revision: number;
}

type Direction = "forward" | "backward";

/** What an event looks like in an answer: its data alone, or names and where their values come from. */
export type Shape = "data" | Members;
export type Members = readonly (readonly [name: string, field: Field])[];
export type Field =
  | "position"
  | "stream"
  | "revision"
  | "type"
  | "source"
  | "id"
  | "occurredAt"
  | "recordedAt"
  | "data"
  | "metadata"
  | { readonly memberOfData: string };

/** Which events are meant; a member that is not there leaves none out. */
export interface EventFilter {
  readonly stream?: string | undefined;
  /** One of them, if they are many. */
  readonly category?: string | readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  /** In stream, type, id, source, or the JSON text of data or metadata; A to Z and a to z are the same. */
  readonly text?: string | undefined;
  /** Of `recordedAt`, in its form: included, and excluded. */
  readonly fromTime?: string | undefined;
  readonly toTime?: string | undefined;
}

export interface SliceRequest extends EventFilter {
  /** Whether `after`, `before` and `next` are positions in the log or revisions of `stream`. */
  readonly by: "position" | "revision";
  /** Both exclusive; the bounds of what is read in either direction. */
  readonly after: number;
  readonly before: number;
  readonly direction: Direction;
  readonly limit: number;
  readonly shape: Shape;
  readonly separator: "," | "\n";
  /** Each event's text begins with its position and a space. */
  readonly numbered?: boolean | undefined;
  /** Of the text; by default and at most 700,000. An event that is larger comes alone. */
  readonly maxBytes?: number | undefined;
}

/** Some events as JSON text, in UTF-8 a megabyte at most. */
export interface Slice {
  readonly text: string;
  /** Of the text in UTF-8, or somewhat more. */
  readonly bytes: number;
  readonly count: number;
  /** Read on after it (forward) or before it (backward); `null`: nothing is left within the bounds. */
  readonly next: number | null;
  /** The head of the log, or the stream's revision, when it was read. */
  readonly end: number;
  /** Whether the bounds end below it or at it, so that no later append can be within them. */
  readonly closed: boolean;
}

/** Whole events as JSON text, separated by commas: those asked for, up to the position `last`; `null`: none. */
export interface EventsAt {
  readonly text: string;
  readonly last: number | null;
}

/** Which events a subscriber gets: all behind `after` that pass. */
export type LiveRequest = EventFilter & Pick<SliceRequest, "after" | "shape">;

export interface StateRequest {
  readonly stream: string;
  /** The last revision not after this revision, this position or this time (RFC 3339, milliseconds). */
  readonly until: { revision: number } | { position: number } | { time: string };
}

export interface StreamState {
  /** JSON text. */
  readonly state: string;
  readonly revision: number;
  /** The stream's revision now; 0: there is no such stream. */
  readonly end: number;
}

export interface StreamsRequest {
  readonly prefix: string;
  readonly category?: string | undefined;
  /** Names that sort after this one. */
  readonly after: string;
  readonly limit: number;
}

/** Counts by type or by category, which sort after this name. */
export interface TalliesRequest {
  readonly by: "type" | "category";
  readonly after: string;
  readonly limit: number;
}

/** Some of a list in the order of its names. */
export interface NamesPage {
  /** JSON text of the list's elements, separated by commas. */
  readonly text: string;
  /** Name after which the list goes on; `null` at its end. */
  readonly next: string | null;
}

export interface Head {
  readonly position: number;
  readonly streams: number;
  readonly types: number;
  readonly categories: number;
  readonly sizeBytes: number;
  readonly oldest: string | null;
  readonly newest: string | null;
}

export interface HistogramRequest extends EventFilter {
  readonly by: "position" | "time";
  /** Positions, both exclusive. */
  readonly after: number;
  readonly before: number;
  /** The most there may be: 1 to 200. */
  readonly buckets: number;
}

/** Positions, both included; or times, as in `recordedAt`, `to` excluded. */
interface Reach<Bound> {
  readonly from: Bound;
  readonly to: Bound;
}

export interface Bucket extends Reach<number | string> {
  readonly count: number;
  /** Of the ten types that are the most frequent in the whole answer. */
  readonly types: Readonly<Record<string, number>>;
  /** Of all other types, if there are any. */
  readonly others?: number;
}

export interface Histogram extends Reach<number | string | null> {
  readonly by: HistogramRequest["by"];
  /** Of the log, when it was counted. */
  readonly head: number;
  /** Whether the counts are estimates from a sample. */
  readonly sampled: boolean;
  /** In order, without gaps; none if the bounds leave no event. */
  readonly buckets: readonly Bucket[];
}
