import { dayOf } from "../systems/orders/calendar.ts";

/** Round values, 0 among them, from at most the lowest to at least the highest. */
export function valueTicks(low: number, high: number, most: number): readonly number[] {
  const span = Math.max(0, high) - Math.min(0, low) || 1;
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = power * ([1, 2, 5].find((one) => one * power * most >= span) ?? 10);
  const first = Math.floor(Math.min(0, low) / step);
  const last = Math.max(first + 1, Math.ceil(Math.max(0, high) / step));
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

export interface DateTick {
  readonly index: number;
  readonly text: string;
}

interface Level {
  /** A tick stands where this changes. */
  readonly key: (date: string) => string | number;
  readonly text: (date: string, isFirst: boolean) => string;
}

const format = (options: Intl.DateTimeFormatOptions) => {
  const one = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  return (date: string) => one.format(Date.parse(date));
};
const dayAndMonth = format({ day: "numeric", month: "short" });
const month = format({ month: "short" });
const monthAndYear = format({ month: "short", year: "numeric" });
const yearOf = (date: string) => date.slice(0, 4);

function everyDays(count: number): Level {
  return { key: (date) => Math.floor((dayOf(date) ?? 0) / count), text: dayAndMonth };
}

function everyMonths(count: number): Level {
  return {
    key: (date) => `${yearOf(date)} ${Math.floor((Number(date.slice(5, 7)) - 1) / count)}`,
    text: (date, isFirst) => (isFirst || month(date) === "Jan" ? monthAndYear(date) : month(date)),
  };
}

const LEVELS: readonly Level[] = [
  ...[1, 2, 7, 14].map(everyDays),
  ...[1, 3, 6].map(everyMonths),
  { key: yearOf, text: yearOf },
];

/** At most so many ticks, for dates in order: by days, months or years. */
export function dateTicks(dates: readonly string[], most: number): readonly DateTick[] {
  const all = LEVELS.map((level) => ticksOf(dates, level));
  return all.find(({ length }) => length <= most) ?? all.at(-1)?.slice(-most) ?? [];
}

/** Not where a run that began before the first date is cut by it, unless there is no other. */
function ticksOf(dates: readonly string[], { key, text }: Level): readonly DateTick[] {
  const starts = dates.flatMap((date, i) =>
    key(date) === key(dates[i - 1] ?? date) && i > 0 ? [] : [i],
  );
  const gap = (starts[2] ?? dates.length) - (starts[1] ?? 0);
  const shown = starts.length > 2 && (starts[1] ?? 0) < gap * 0.9 ? starts.slice(1) : starts;
  return shown.map((index, n) => ({ index, text: text(dates[index] ?? "", n === 0) }));
}
