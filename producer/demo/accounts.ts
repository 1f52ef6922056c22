import { formatMoney } from "../../systems/money.ts";
import { chanceOf, nameOf, weighted, whole, type Chance } from "./chance.ts";
import { person } from "./people.ts";
import { convert } from "./prices.ts";
import { DAY_SECONDS, timeText, yearUntil } from "./seasons.ts";

/** A command to an account, as `POST /v1/commands/account/{id}/{command}` takes it. */
export interface AccountCommand {
  readonly id: string;
  readonly command: "open" | "deposit" | "withdraw" | "close";
  /** Amounts are decimal text, `occurredAt` is RFC 3339 in UTC. */
  readonly body: Readonly<Record<string, string>>;
  /** The Idempotency-Key: always the same for the same command. */
  readonly key: string;
}

const CLOSED = 0.15;
const MONTHS = { least: 3, most: 9 };
const MONTH_DAYS = 30;
/** Nobody opens an account later in the year, in days, so that no history leaves it. */
const LAST_START = 80;
/** A month's pay in US cents. */
const PAY = { least: 180_000, most: 520_000 };

/** What people buy between two paydays, in US cents. */
const PURCHASES: readonly (readonly [least: number, most: number, weight: number])[] = [
  // Coffee, groceries, clothes, a journey.
  [280, 650, 8],
  [1800, 9500, 7],
  [2500, 16_000, 3],
  [20_000, 90_000, 1],
];
const drawPurchase = weighted(PURCHASES, ([, , weight]) => weight);

interface AccountsOptions {
  readonly seed: number;
  readonly count: number;
  /** The last day of the year, `YYYY-MM-DD`. */
  readonly until: string;
}

/**
 * The histories of some people's accounts in one year, one list of commands for each, in order of time. The
 * same for the same options; none is refused, since no account is overdrawn, and closed ones are empty.
 * Throws a RangeError if `until` is no day.
 */
export function* accounts({
  seed,
  count,
  until,
}: AccountsOptions): Generator<readonly AccountCommand[]> {
  const year = yearUntil(until);
  if (!year) throw new RangeError(`${until} is no day.`);
  const set = { seed, name: nameOf(seed, until), start: year.start };
  for (let number = 0; number < count; number += 1) yield history(set, number);
}

interface Set {
  readonly seed: number;
  /** Of its keys and ids. */
  readonly name: string;
  /** Seconds since 1970 at which its year begins. */
  readonly start: number;
}

function history({ seed, name, start }: Set, number: number): AccountCommand[] {
  const chance = chanceOf(seed, "account", number);
  const { id, firstName, lastName, place } = person(seed, number);
  const { currency } = place.country;
  const commands: AccountCommand[] = [];
  const add = (command: AccountCommand["command"], body: AccountCommand["body"]) => {
    const key = `demo-account-${name}-${number}-${commands.length}`;
    const occurredAt = timeText(start + Math.round(day * DAY_SECONDS));
    commands.push({ id: `${id}-${name}`, command, body: { ...body, occurredAt }, key });
  };

  let day = 9 / 24 + whole(chance, 0, LAST_START);
  add("open", { name: `${firstName} ${lastName}`, currency });
  let balance = 0;
  const move = (minor: number) => {
    if (minor === 0 || balance + minor < 0) return;
    balance += minor;
    const amount = formatMoney(Math.abs(minor), currency);
    add(minor > 0 ? "deposit" : "withdraw", { amount });
  };
  for (const { cents, later } of movements(chance)) {
    day += later;
    move(convert(cents, currency));
  }
  if (chance() < CLOSED) {
    day += 1;
    move(-balance);
    add("close", {});
  }
  return commands;
}

interface Movement {
  /** Of US dollars; negative where they go out. */
  readonly cents: number;
  /** By how many days behind the one before. */
  readonly later: number;
}

function* movements(chance: Chance): Generator<Movement> {
  const pay = whole(chance, PAY.least, PAY.most);
  const rent = Math.round((pay * whole(chance, 22, 45)) / 100);
  const months = whole(chance, MONTHS.least, MONTHS.most);
  for (let month = 0, rest = 0.1; month < months; month += 1) {
    yield { cents: pay, later: rest };
    yield { cents: -rent, later: 1 };
    rest = MONTH_DAYS - 1;
    for (let left = whole(chance, 1, 4); left > 0; left -= 1) {
      const [least, most] = drawPurchase(chance);
      const later = (chance() * rest) / (left + 1);
      rest -= later;
      yield { cents: -whole(chance, least, most), later };
    }
  }
}
