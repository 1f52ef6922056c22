import * as fc from "fast-check";
import type { RecordedEvent } from "../../core/event.ts";
import { categoryOf } from "../../core/names.ts";
import type { EventFilter, SliceRequest } from "../../durable/log-rpc.ts";
import type { LogStore } from "../../durable/log-store.ts";
import { appendOf, mustAppend, newEvent, openLog, type WithStorage } from "./log-harness.ts";

const STREAMS = ["a-1", "a-É", "ab-1", "b-x"];
const TYPES = ["A", "b", "C"];
const words = fc.constantFrom("Red", "gREEN", "blue É", 'say "hi"', "50%_", "", "0");

/** What a log is filled with: its clock may stand, and may seem to go back. */
const randomAppends = fc.array(
  fc.record({
    stream: fc.constantFrom(...STREAMS),
    minute: fc.integer({ min: 0, max: 9 }),
    events: fc.array(
      fc.record({
        type: fc.constantFrom(...TYPES),
        data: words,
        source: fc.constantFrom("api", "Web"),
        metadata: fc.option(words.map((by) => ({ by }))),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  }),
  { maxLength: 12 },
);

type Appends = typeof randomAppends extends fc.Arbitrary<infer Value> ? Value : never;

export function timeOf(minute: number): string {
  return `2026-01-01T00:0${minute}:00.000Z`;
}

const time = fc.integer({ min: 0, max: 9 }).map(timeOf);
const bound = fc.integer({ min: 0, max: 45 });

export const randomFilter = {
  stream: fc.constantFrom(...STREAMS, "none-1"),
  category: fc.constantFrom("a", "ab", "b", "none", ["a", "b"], ["b", "none", "ab"]),
  types: fc.subarray([...TYPES, "None"], { minLength: 1 }),
  text: fc.constantFrom(
    "red",
    "GREEN",
    "é",
    "É",
    '\\"hi',
    "%",
    "_",
    "WEB",
    "A-",
    "by",
    "id-",
    "\0",
    "{}",
  ),
  fromTime: time,
  toTime: time,
  after: bound,
  before: bound,
};

/** Fills a log, and gives what it must hold. */
function fill(log: LogStore, appends: Appends): RecordedEvent[] {
  const all: RecordedEvent[] = [];
  for (const { stream, minute, events } of appends) {
    const now = timeOf(minute);
    const last = all.at(-1)?.recordedAt ?? now;
    const recordedAt = now > last ? now : last;
    const sent = events.map(({ type, data, ...more }) => newEvent(type, data, more));
    mustAppend(log, appendOf(stream, sent), now);
    for (const { type, data, id, source, metadata } of sent) {
      const revision = all.filter((event) => event.stream === stream).length + 1;
      const place = { position: all.length + 1, stream, revision };
      const times = { occurredAt: recordedAt, recordedAt };
      all.push({ ...place, ...times, type, source, id, data, metadata: metadata ?? {} });
    }
  }
  return all;
}

interface Asked<Request> {
  readonly requests: fc.Arbitrary<Request>;
  /** So many random logs are tried. */
  readonly runs: number;
  readonly compare: (log: LogStore, all: readonly RecordedEvent[], request: Request) => void;
}

/** Asks random logs random questions, and compares the answers with what an array has. */
export function askRandomLogs<Request>(
  withStorage: WithStorage,
  { requests, runs, compare }: Asked<Request>,
): Promise<void> {
  const asked = fc.array(requests, { minLength: 8, maxLength: 8 });
  const property = fc.asyncProperty(randomAppends, asked, (appends, questions) =>
    withStorage((storage) => {
      const log = openLog(storage);
      const all = fill(log, appends);
      for (const request of questions) compare(log, all, request);
    }),
  );
  return fc.assert(property, { numRuns: runs });
}

/** Events in the order and the number that a request wants. */
export function turnedAndCut(
  found: readonly RecordedEvent[],
  { direction, limit }: Pick<SliceRequest, "direction" | "limit">,
): readonly RecordedEvent[] {
  return (direction === "forward" ? found : found.toReversed()).slice(0, limit);
}

type Filter = EventFilter & { readonly after: number; readonly before: number };

/** Whether an event is between two positions and two times. */
export function isWithin(event: RecordedEvent, filter: Filter): boolean {
  const { after, before, fromTime = "", toTime = "~" } = filter;
  const { position, recordedAt } = event;
  return position > after && position < before && recordedAt >= fromTime && recordedAt < toTime;
}

export function isOf(event: RecordedEvent, { stream, category, types }: EventFilter): boolean {
  return (
    (stream === undefined || event.stream === stream) &&
    (category === undefined || [category].flat().includes(categoryOf(event.stream))) &&
    (types === undefined || types.includes(event.type))
  );
}

export function hasText(event: RecordedEvent, text: string): boolean {
  const { stream, type, id, source, data, metadata } = event;
  const texts = [stream, type, id, source, JSON.stringify(data), JSON.stringify(metadata)];
  return texts.some((whole) => lower(whole).includes(lower(text)));
}

function lower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
