import { readTimestamp } from "../systems/eye/timestamp.ts";

/** What stands on a timeline: when it occurred, in milliseconds since 1970 with fractions. */
export interface Timed {
  readonly atMs: number;
}

export interface Step<Item extends Timed> {
  readonly item: Item;
  /** Since the first one. */
  readonly sinceStartMs: number;
  /** Since the one before; 0 for the first. */
  readonly gapMs: number;
  /** Whether the gap is too long to be drawn as long as it was. */
  readonly isFolded: boolean;
}

/** What is longer is folded. */
const LONGEST_GAP_MS = 60_000;

/** When a timestamp says that something occurred; undefined if it says nothing. */
export function timeIn(timestamp: string): number | undefined {
  const instant = readTimestamp(timestamp);
  return instant && instant.seconds * 1000 + instant.micros / 1000;
}

/** The items in the order of their occurrence; those of the same time stay in theirs. */
export function timelineOf<Item extends Timed>(items: readonly Item[]): readonly Step<Item>[] {
  const ordered = items.toSorted((a, b) => a.atMs - b.atMs);
  const start = ordered[0]?.atMs ?? 0;
  return ordered.map((item, i) => {
    const gapMs = item.atMs - (ordered[i - 1]?.atMs ?? item.atMs);
    return { item, sinceStartMs: item.atMs - start, gapMs, isFolded: gapMs > LONGEST_GAP_MS };
  });
}

/** What names an event of an application, and where in the log it stands. */
interface Placed {
  readonly id: string;
  readonly position: number;
}

/** Refusals, but for those of events that were accepted later. */
export function withoutAccepted<Refused extends Placed & { readonly application: string }>(
  refusals: readonly Refused[],
  accepted: readonly (Placed & { readonly name: string })[],
): readonly Refused[] {
  const places = new Map(accepted.map(({ name, id, position }) => [nameOf(name, id), position]));
  return refusals.filter(
    ({ application, id, position }) => (places.get(nameOf(application, id)) ?? 0) < position,
  );
}

function nameOf(application: string, id: string): string {
  return JSON.stringify([application, id]);
}

const SHORTEST = 0.25;
const REM_FOR_TEN = 0.5;

/** How much room a gap has, in rem: more for a longer one, though a tenfold one has only half a rem more. */
export function roomFor({ gapMs, isFolded }: Pick<Step<Timed>, "gapMs" | "isFolded">): number {
  if (isFolded) return SHORTEST;
  return SHORTEST + REM_FOR_TEN * Math.log10(1 + gapMs / 10);
}
