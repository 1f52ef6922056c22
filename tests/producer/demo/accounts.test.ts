import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accounts, type AccountCommand } from "../../../producer/demo/accounts.ts";
import { isCurrency, parseMoney } from "../../../systems/money.ts";

const until = "2026-10-31";
const options = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 1, max: 30 }),
  until: fc.constant(until),
});

/** The balance after each command, in minor units. Throws where an account would refuse. */
function balances([opening, ...rest]: readonly AccountCommand[]): number[] {
  const currency = opening?.body["currency"] ?? "";
  if (opening?.command !== "open" || !isCurrency(currency)) throw new Error("It is not opened");
  let balance = 0;
  return rest.map((command, i) => {
    if (command.command !== "close") balance += moved(command, currency);
    else if (balance !== 0 || i < rest.length - 1) throw new Error("It is closed too early");
    return balance;
  });
}

function moved({ command, body }: AccountCommand, currency: string): number {
  const amount = parseMoney(body["amount"] ?? "", currency) ?? 0;
  if (command === "open" || amount <= 0) throw new Error(`It does not ${command}`);
  return command === "deposit" ? amount : -amount;
}

describe("the demo's accounts", () => {
  it("have the same histories for the same seed, and those of fewer are the first of more", () => {
    fc.assert(
      fc.property(options, ({ seed, count }) => {
        const all = [...accounts({ seed, until, count: count + 3 })];
        expect([...accounts({ seed, until, count })]).toEqual(all.slice(0, count));
      }),
    );
  });

  it("are never overdrawn, never moved by nothing, and empty when they are closed", () => {
    fc.assert(
      fc.property(options, (some) => {
        for (const history of accounts(some))
          expect(balances(history).every((balance) => balance >= 0)).toBe(true);
      }),
    );
  });

  it("have ids and keys of their own that HTTP can carry", () => {
    fc.assert(
      fc.property(options, (some) => {
        const histories = [...accounts(some)];
        for (const history of histories) expect(new Set(history.map(({ id }) => id)).size).toBe(1);
        expect(new Set(histories.map((history) => history[0]?.id)).size).toBe(histories.length);
        const keys = histories.flat().map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.every((key) => /^[\x21-\x7e]{1,100}$/.test(key))).toBe(true);
      }),
    );
  });

  it("share no key and no account with those of another seed or year", () => {
    const sets = [
      { seed: 1, until, count: 20 },
      { seed: 11, until, count: 20 },
      { seed: 1, until: "2025-10-31", count: 20 },
    ].map((set) => Array.from(accounts(set)));
    const keys = sets.flat(2).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const ids = sets.flat().map((history) => history[0]?.id);
    expect(new Set(ids).size).toBe(60);
  });

  it("happen within the year, in order of time", () => {
    fc.assert(
      fc.property(options, (some) => {
        for (const history of accounts(some)) {
          const times = history.map(({ body }) => body["occurredAt"] ?? "");
          expect(times).toEqual(times.toSorted());
          expect((times[0] ?? "") >= "2025-11-01" && (times.at(-1) ?? "") < "2026-11-01").toBe(
            true,
          );
        }
      }),
    );
  });

  it("are some open, some closed, of people with several currencies", () => {
    const histories = [...accounts({ seed: 1, until, count: 40 })];
    const closed = histories.filter((history) => history.at(-1)?.command === "close");
    expect(closed.length).toBeGreaterThan(1);
    expect(closed.length).toBeLessThan(20);
    const currencies = new Set(histories.map((history) => history[0]?.body["currency"]));
    expect(currencies.size).toBeGreaterThan(3);
  });
});
