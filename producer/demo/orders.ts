import { nameOf } from "./chance.ts";
import { orderDrafts, type OrderDraft, type Shop } from "./order-drafts.ts";
import { corrected, created, type OrderEvent } from "./order-events.ts";
import { person, type Person } from "./people.ts";
import { yearUntil } from "./seasons.ts";

export interface OrdersOptions {
  readonly seed: number;
  /** How many orders; cancellations and refunds come on top. */
  readonly count: number;
  /** How many people order, at most. */
  readonly customers: number;
  /** The last day of the year, `YYYY-MM-DD`. */
  readonly until: string;
}

interface Arrival {
  readonly draft: OrderDraft;
  readonly isCorrection: boolean;
  /** When it reaches the consumer, in seconds since 1970. */
  readonly at: number;
}

/** An order that a correction overtakes reaches the consumer so many seconds behind it. */
const OVERTAKEN_BY = 90;

/**
 * The order events of a shop in one year, in the order in which they arrive. The same for the same
 * options, and with a greater count the same orders and more. Each is made when it is taken.
 * Throws a RangeError if `until` is no day.
 */
export function* orders({ seed, count, customers, until }: OrdersOptions): Generator<OrderEvent> {
  const year = yearUntil(until);
  if (!year) throw new RangeError(`${until} is no day.`);
  const prefix = `${seed}-${nameOf(until, customers)}`;
  const shop: Shop = { seed, year, customers, customer: known(seed), prefix };
  for (const { draft, isCorrection } of arrivals(shop, count)) {
    if (!isCorrection) yield created(shop, draft);
    else if (draft.correction) yield corrected(shop, draft, draft.correction);
  }
}

function arrivals(shop: Shop, count: number): Arrival[] {
  const draftOf = orderDrafts(shop);
  return Array.from({ length: count }, (_, number) => draftOf(number))
    .flatMap((draft) => arrivalsOf(draft))
    .toSorted((a, b) => a.at - b.at || a.draft.number - b.draft.number);
}

function arrivalsOf(draft: OrderDraft): Arrival[] {
  const { at, correction } = draft;
  const order = { draft, isCorrection: false, at };
  if (!correction) return [order];
  const late = correction.overtakes ? { ...order, at: correction.at + OVERTAKEN_BY } : order;
  return [late, { draft, isCorrection: true, at: correction.at }];
}

/** People, each made once. */
function known(seed: number): (number: number) => Person {
  const people = new Map<number, Person>();
  return (number) => {
    const one = people.get(number) ?? person(seed, number);
    people.set(number, one);
    return one;
  };
}
