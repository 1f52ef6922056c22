import { chanceOf, nameOf, oneOf, weighted, weightedIndex, whole, type Chance } from "./chance.ts";
import { DAY_SECONDS, HOURS, timeText, yearUntil, type Year } from "./seasons.ts";

/** As The Eye takes it. */
export interface SentSessionEvent {
  readonly id: string;
  readonly session_id: string;
  readonly category: string;
  /** Of the application. */
  readonly name: string;
  readonly data: Readonly<Record<string, string | number>>;
  /** In UTC, to the second. */
  readonly timestamp: string;
}

interface Category {
  readonly name: string;
  readonly weight: number;
  readonly schema: object;
  readonly draw: (chance: Chance) => SentSessionEvent["data"];
}

const PATHS = ["/", "/shoes", "/shoes/42", "/coats", "/coats/7", "/basket", "/help"];
const BUTTONS = ["menu", "add to basket", "remove", "next picture", "subscribe"];
const WORDS = ["boots", "rain coat", "sandals", "gift card", "size 43"];

/** What they send is declared for them alone, so that no schema of others is replaced. */
export const APPLICATIONS = [
  { name: "Demo shop", weight: 3 },
  { name: "Demo blog", weight: 1 },
];

const text = { type: "string", minLength: 1 };
const number = { type: "integer", minimum: 0 };

/** What is sent, with the schemas that it fits. */
export const CATEGORIES: readonly Category[] = [
  {
    name: "view",
    weight: 6,
    schema: objectOf({ path: text }),
    draw: (chance) => ({ path: oneOf(chance, PATHS) }),
  },
  {
    name: "click",
    weight: 4,
    schema: objectOf({ button: text }),
    draw: (chance) => ({ button: oneOf(chance, BUTTONS) }),
  },
  {
    name: "search",
    weight: 1,
    schema: objectOf({ words: text, hits: number }),
    draw: (chance) => ({ words: oneOf(chance, WORDS), hits: whole(chance, 0, 60) }),
  },
];

const drawCategory = weighted(CATEGORIES, ({ weight }) => weight);
const drawApplication = weighted(APPLICATIONS, ({ weight }) => weight);
const drawHour = weightedIndex(HOURS);

const MOST_EVENTS = 24;
/** Seconds from one event to the next; now and then somebody comes back after a long rest. */
const GAP = { least: 1, most: 80 };
const REST = { share: 0.02, least: 1800, most: 7200 };

interface SessionsOptions {
  readonly seed: number;
  readonly count: number;
  /** The last day of the year, `YYYY-MM-DD`. */
  readonly until: string;
}

/**
 * What some people did in two applications in one year, one list of events for each session, in order of time.
 * The same for the same options. Throws a RangeError if `until` is no day.
 */
export function sessions({ seed, count, until }: SessionsOptions): SentSessionEvent[][] {
  const year = yearUntil(until);
  if (!year) throw new RangeError(`${until} is no day.`);
  const startOf = starts(year);
  return Array.from({ length: count }, (_, i) => {
    const chance = chanceOf(seed, "session", i);
    return session(chance, `s-${nameOf(seed, until, i)}`, startOf(chance));
  });
}

/** When sessions begin, in seconds since 1970: never so late that they leave the year. */
function starts({ start, demand }: Year): (chance: Chance) => number {
  const drawDay = weightedIndex(demand.slice(0, -1));
  return (chance) =>
    start + drawDay(chance) * DAY_SECONDS + drawHour(chance) * 3600 + whole(chance, 0, 3599);
}

function session(chance: Chance, id: string, start: number): SentSessionEvent[] {
  const { name } = drawApplication(chance);
  const length = 1 + Math.floor(chance() ** 2 * MOST_EVENTS);
  let at = start;
  return Array.from({ length }, (_, i) => {
    if (i > 0) at += gap(chance);
    const { name: category, draw } = drawCategory(chance);
    const about = { session_id: id, category, name, data: draw(chance) };
    return { id: `demo-${id}-${i}`, ...about, timestamp: timeText(at) };
  });
}

function gap(chance: Chance): number {
  const { least, most } = chance() < REST.share ? REST : GAP;
  return whole(chance, least, most);
}

function objectOf(properties: Readonly<Record<string, object>>): object {
  const required = Object.keys(properties);
  return { type: "object", required, properties, additionalProperties: false };
}
