import type { Json } from "./json.ts";

/** What a writer hands over: what happened, and its payload. */
export interface EventData<Type extends string = string, Data extends Json = Json> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * What the log holds. An intersection, so that a `switch` on `type` narrows `data`.
 * Times are RFC 3339 in UTC; `recordedAt` has milliseconds and never goes back within a log.
 */
export type RecordedEvent<E extends EventData = EventData> = E & {
  /** Number in the log, from 1, without gaps. */
  readonly position: number;
  readonly stream: string;
  /** Number in the stream, from 1, without gaps. */
  readonly revision: number;
  readonly source: string;
  readonly id: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly metadata: { readonly [key: string]: Json };
};
