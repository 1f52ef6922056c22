import type { RecordedEvent } from "../core/event.ts";
import { grouped } from "./money-text.ts";

const PREVIEW = 200;
const previews = new WeakMap<RecordedEvent, string>();

/** The beginning of an event's data as JSON. */
export function preview(event: RecordedEvent): string {
  let text = previews.get(event);
  if (text === undefined) {
    text = JSON.stringify(event.data).slice(0, PREVIEW);
    previews.set(event, text);
  }
  return text;
}

/** When it was recorded, in UTC, to the millisecond; the day is in the drawer. */
export function clock({ recordedAt }: RecordedEvent): string {
  return recordedAt.slice(11, 23);
}

/** The day and the second of an RFC 3339 time in UTC. */
export function utc(time: string): string {
  return time.slice(0, 19).replace("T", " ");
}

/** A whole number by groups of three digits. A browser's first toLocaleString takes 16 ms, four times that on a phone. */
export function count(n: number): string {
  return grouped(String(n));
}

/** A command line that anybody may paste: in single quotes nothing is special to a shell but they themselves. */
export function curl({ position }: RecordedEvent): string {
  return `curl -s '${location.origin}/v1/events/${position}'`;
}
