import type { ViewsAnswer } from "../worker/routes/views.ts";
import { count } from "./event-text.ts";

export type ViewStatus = ViewsAnswer["views"][number];
export type Building = NonNullable<ViewStatus["building"]>;

/** How something is, for its colour; the words say it too. */
export type Tone = "good" | "warn" | "wrong" | "quiet";

/** Whether a view changes by itself now. */
export function isGoingOn({ state, building, verifying, lag }: ViewStatus): boolean {
  if (verifying !== null || (building && !building.stopped)) return true;
  return state === "live" && lag.events > 0;
}

/** How a view is, in a sentence. */
export function stateOf(view: ViewStatus): { readonly text: string; readonly tone: Tone } {
  const { state, building, lag } = view;
  const stopped = building?.stopped;
  if (state === "absent") return { text: "Not built. The next question builds it.", tone: "quiet" };
  if (state === "building")
    return { text: "Being built. Questions wait until it is complete.", tone: "warn" };
  if (stopped)
    return {
      text: `Live; its rebuild stopped at event ${count(stopped.position)}.`,
      tone: "wrong",
    };
  if (state === "rebuilding") return { text: "Live, and being rebuilt beside that.", tone: "warn" };
  return lag.events === 0
    ? { text: "Live, and up to date.", tone: "good" }
    : { text: "Live, and catching up.", tone: "warn" };
}

/** How far a view is behind the head, in events and in time. */
export function lagText({ state, lag }: ViewStatus): string {
  if (state === "absent") return "—";
  return lag.events === 0 ? "none" : `${events(lag.events)}, ${duration(lag.ms)}`;
}

export function events(n: number): string {
  return n === 1 ? "1 event" : `${count(n)} events`;
}

export function rows(n: number): string {
  return n === 1 ? "1 row" : `${count(n)} rows`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time in its two largest units, such as "2 min 5 s". */
export function duration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ${Math.floor((ms % MINUTE) / SECOND)} s`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`;
  return `${count(Math.floor(ms / DAY))} d ${Math.floor((ms % DAY) / HOUR)} h`;
}

/** When a build that goes on as it did so far reaches the head, in words. */
export function timeLeft({ position, eventsPerSecond, stopped }: Building, head: number): string {
  if (stopped) return "stopped";
  const left = Math.max(0, head - position);
  if (left === 0) return "none";
  return eventsPerSecond === 0
    ? "not known yet"
    : `about ${duration((left / eventsPerSecond) * SECOND)}`;
}

const MOST_CHARS = 400;

/** The beginning of a row or a key as JSON. */
export function json(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS)}…` : text;
}

/** What is wrong with the beginning of a key, as the server says it; `undefined` if nothing is. */
export function prefixFault(prefix: string): string | undefined {
  if (!prefix.startsWith("[")) return undefined;
  try {
    const key: unknown = JSON.parse(prefix);
    if (Array.isArray(key) && key.every(isElement)) return undefined;
  } catch {
    /* as below */
  }
  return 'must be a JSON array of strings and integers, such as ["order","o-1"]';
}

function isElement(element: unknown): boolean {
  return typeof element === "string" || Number.isSafeInteger(element);
}
