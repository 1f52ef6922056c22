import type { RecordedEvent } from "../core/event.ts";
import { access } from "./access.svelte.ts";
import { grouped } from "./money-text.ts";
import { preferences } from "./preferences.svelte.ts";

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

/** When it was recorded, to the millisecond; the day is in the drawer. */
export function clock({ recordedAt }: RecordedEvent): string {
  return shown(recordedAt).slice(11, 23);
}

/** The day and the second of an RFC 3339 time in UTC, in the zone that was chosen. */
export function when(time: string): string {
  return shown(time).slice(0, 19).replace("T", " ");
}

/** What `when` and `clock` are in. */
export function zone(): string {
  return preferences.zone === "utc" ? "UTC" : "local time";
}

function shown(time: string): string {
  if (preferences.zone === "utc") return time;
  const date = new Date(time);
  // Intl would take its 16 ms here too.
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
}

/** A whole number by groups of three digits. A browser's first toLocaleString takes 16 ms, four times that on a phone. */
export function count(n: number): string {
  return grouped(String(n));
}

/** A command line that anybody may paste: in single quotes nothing is special to a shell but they themselves. */
export function curl({ position }: RecordedEvent): string {
  return `curl -s${keyOption()} '${location.origin}/v1/events/${position}'`;
}

/** What curl needs where a key is needed. The key itself is nothing to paste. */
export function keyOption(): string {
  return access.key === undefined ? "" : ` -H "Authorization: Bearer $FOLDLOG_KEY"`;
}
