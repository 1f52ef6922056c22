import { chanceOf, weightedIndex, whole, type Chance } from "./chance.ts";
import type { Person } from "./people.ts";
import { DAY_SECONDS, HOURS, type Year } from "./seasons.ts";

/** Who orders and when, and what comes of it: all that must be known before orders can be put in order. */
export interface OrderDraft {
  readonly number: number;
  readonly customer: Person;
  /** Seconds since 1970, as `at` of the correction. */
  readonly at: number;
  readonly correction: Correction | undefined;
}

export interface Correction {
  readonly type: "order.cancelled" | "order.refunded";
  readonly at: number;
  /** Whether the order reaches the consumer behind it, though it was placed before. */
  readonly overtakes: boolean;
}

export interface Shop {
  readonly seed: number;
  readonly year: Year;
  /** The customer of a number from 0 up to, but not, `customers`. */
  readonly customer: (number: number) => Person;
  readonly customers: number;
  /** The names of its orders begin with it: another shop has other orders. */
  readonly prefix: string;
}

const CANCELLED = 0.03;
const REFUNDED = 0.05;
const OVERTAKING = 0.08;

const drawHour = weightedIndex(HOURS);

/** Makes drafts by number. Each follows from the shop and its number alone, however many there are. */
export function orderDrafts(shop: Shop): (number: number) => OrderDraft {
  const drawDay = weightedIndex(shop.year.demand);
  return (number) => {
    const chance = chanceOf(shop.seed, "order", number);
    // Not evenly, so that some come again and again and many once or twice.
    const rank = chance();
    const customer = shop.customer(Math.floor(rank * Math.sqrt(rank) * shop.customers));
    const at = shop.year.start + drawDay(chance) * DAY_SECONDS + secondOfDay(chance, customer);
    const correction = drawCorrection(chance, at);
    // What has not happened by the end of the year is not told.
    const happens = correction !== undefined && correction.at < shop.year.end;
    return { number, customer, at, correction: happens ? correction : undefined };
  };
}

/** In UTC, drawn by the customer's clock. It stays within the day of UTC, so that the year is a whole one. */
function secondOfDay(chance: Chance, { place }: Person): number {
  const local = drawHour(chance) * 3600 + whole(chance, 0, 3599);
  return (local - place.offsetMinutes * 60 + DAY_SECONDS) % DAY_SECONDS;
}

function drawCorrection(chance: Chance, at: number): Correction | undefined {
  const fate = chance();
  const overtakes = chance() < OVERTAKING;
  if (fate < CANCELLED)
    return {
      type: "order.cancelled",
      at: at + whole(chance, 300, 3 * DAY_SECONDS),
      overtakes,
    };
  if (fate < CANCELLED + REFUNDED)
    return {
      type: "order.refunded",
      at: at + whole(chance, 2 * DAY_SECONDS, 30 * DAY_SECONDS),
      overtakes,
    };
  return undefined;
}
