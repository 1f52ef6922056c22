import { formatMoney } from "../../systems/money.ts";
import { chanceOf, weighted, whole, type Chance } from "./chance.ts";
import { person } from "./people.ts";
import { convert } from "./prices.ts";

/** A command to an account, as `POST /v1/commands/account/{id}/{command}` takes it. */
export interface AccountCommand {
  readonly id: string;
  readonly command: "open" | "deposit" | "withdraw" | "close";
  /** Amounts are decimal text. */
  readonly body: Readonly<Record<string, string>>;
  /** The Idempotency-Key: always the same for the same command. */
  readonly key: string;
}

const CLOSED = 0.15;
const MONTHS = { least: 3, most: 9 };
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

/**
 * The histories of some people's accounts, one list of commands for each. The same for the same seed;
 * none is refused, since no account is overdrawn, and closed ones are empty.
 */
export function* accounts(options: {
  readonly seed: number;
  readonly count: number;
}): Generator<readonly AccountCommand[]> {
  for (let number = 0; number < options.count; number += 1) yield history(options.seed, number);
}

function history(seed: number, number: number): AccountCommand[] {
  const chance = chanceOf(seed, "account", number);
  const { id, firstName, lastName, place } = person(seed, number);
  const { currency } = place.country;
  const commands: AccountCommand[] = [];
  const add = (command: AccountCommand["command"], body: AccountCommand["body"]) => {
    const key = `demo-account-${seed}-${number}-${commands.length}`;
    commands.push({ id, command, body, key });
  };

  add("open", { name: `${firstName} ${lastName}`, currency });
  let balance = 0;
  const move = (minor: number) => {
    if (minor === 0 || balance + minor < 0) return;
    balance += minor;
    const amount = formatMoney(Math.abs(minor), currency);
    add(minor > 0 ? "deposit" : "withdraw", { amount });
  };
  for (const cents of movements(chance)) move(convert(cents, currency));
  if (chance() < CLOSED) {
    move(-balance);
    add("close", {});
  }
  return commands;
}

/** Amounts in US cents, negative where they go out. */
function* movements(chance: Chance): Generator<number> {
  const pay = whole(chance, PAY.least, PAY.most);
  const rent = Math.round((pay * whole(chance, 22, 45)) / 100);
  const months = whole(chance, MONTHS.least, MONTHS.most);
  for (let month = 0; month < months; month += 1) {
    yield pay;
    yield -rent;
    for (let left = whole(chance, 1, 4); left > 0; left -= 1) {
      const [least, most] = drawPurchase(chance);
      yield -whole(chance, least, most);
    }
  }
}
