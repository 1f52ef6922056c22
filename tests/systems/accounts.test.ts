import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProblemCode } from "../../core/problem.ts";
import { evolveAccount, showAccount, type Account } from "../../systems/accounts/account.ts";
import { accountDecider, type AccountCommand } from "../../systems/accounts/commands.ts";
import type { AccountEvent } from "../../systems/accounts/events.ts";
import { accounts } from "../../systems/accounts/index.ts";
import { systemOf } from "../../systems/index.ts";

const id = "1";
const MOST = "90071992547409.91";
const open: AccountCommand = { type: "open", id, name: "Ada", currency: "EUR" };
const close: AccountCommand = { type: "close", id };
const deposit = (amount: string): AccountCommand => ({ type: "deposit", id, amount });
const withdraw = (amount: string): AccountCommand => ({ type: "withdraw", id, amount });

const opened = openedIn("EUR");
const closed: AccountEvent = { type: "AccountClosed", data: {} };
const deposited = (amount: string, currency = "EUR"): AccountEvent => ({
  type: "MoneyDeposited",
  data: { amount, currency },
});
const withdrawn = (amount: string, currency = "EUR"): AccountEvent => ({
  type: "MoneyWithdrawn",
  data: { amount, currency },
});

function openedIn(currency: string): AccountEvent {
  return { type: "AccountOpened", data: { name: "Ada", currency } };
}

function fold(events: readonly AccountEvent[]): Account {
  return events.reduce(
    (state, event) => accountDecider.evolve(state, event),
    accountDecider.initial,
  );
}

function given(...events: AccountEvent[]) {
  return {
    when(command: AccountCommand) {
      const outcome = accountDecider.decide(command, fold(events));
      const problem = outcome.ok ? undefined : outcome.problem;
      return {
        thenHappens: (...expected: AccountEvent[]) =>
          expect(outcome).toEqual({ ok: true, value: expected }),
        thenRefused(reason: string, ...figures: string[]): void {
          expect(problem).toMatchObject({ code: "refused", members: { reason } });
          for (const figure of figures) expect(problem?.detail).toContain(figure);
        },
        thenFails: (code: ProblemCode) => expect(problem?.code).toBe(code),
        thenAmountIsWrong(): void {
          expect(problem?.code).toBe("invalid-body");
          expect(problem?.errors).toMatchObject([{ pointer: "/amount" }]);
        },
      };
    },
  };
}

describe("an account", () => {
  it("is opened", () => given().when(open).thenHappens(opened));

  it("is opened once", () => {
    given(opened).when(open).thenFails("already-exists");
    given(opened, closed).when(open).thenFails("already-exists");
  });

  it.each([deposit("1"), withdraw("1"), close])("must exist for %j", (command) => {
    given().when(command).thenFails("stream-not-found");
  });

  it("takes and gives money, written with all digits", () => {
    given(opened).when(deposit("7")).thenHappens(deposited("7.00"));
    given(opened, deposited("7.00")).when(withdraw("6.5")).thenHappens(withdrawn("6.50"));
    given(opened, deposited("7.00")).when(withdraw("007.00")).thenHappens(withdrawn("7.00"));
  });

  it("gives no more than it holds", () => {
    given(opened).when(withdraw("0.01")).thenRefused("overdrawn", "0.00 EUR", "0.01 EUR");
    given(opened, deposited("100.00"), withdrawn("30.50"))
      .when(withdraw("69.51"))
      .thenRefused("overdrawn", "69.50 EUR", "69.51 EUR");
  });

  it.each(["0", "0.00", "-0", "-0.01", "-5"])("moves more than nothing, not %s", (amount) => {
    given(opened, deposited("9.00")).when(deposit(amount)).thenRefused("not-positive");
    given(opened, deposited("9.00")).when(withdraw(amount)).thenRefused("not-positive");
  });

  it("holds no more than can be counted", () => {
    given(opened).when(deposit(MOST)).thenHappens(deposited(MOST));
    given(opened, deposited(MOST))
      .when(deposit("0.01"))
      .thenRefused("balance-too-large", MOST, "0.01 EUR");
  });

  it("is closed when it is empty", () => {
    given(opened).when(close).thenHappens(closed);
    given(opened, deposited("1.00"), withdrawn("1.00")).when(close).thenHappens(closed);
    given(opened, deposited("1.00")).when(close).thenRefused("not-empty", "1.00 EUR");
  });

  it.each([deposit("1"), deposit("x"), withdraw("1"), close])(
    "refuses %j when it is closed",
    (command) => given(opened, closed).when(command).thenRefused("closed"),
  );

  it.each([
    ["EUR", "1.234"],
    ["EUR", "1.000"],
    ["EUR", "-1.000"],
    ["JPY", "1.0"],
    ["TND", "1.2345"],
    ["EUR", "90071992547409.92"],
    ["EUR", "99999999999999999999"],
  ])("in %s takes no %s", (currency, amount) => {
    given(openedIn(currency)).when(deposit(amount)).thenAmountIsWrong();
    given(openedIn(currency)).when(withdraw(amount)).thenAmountIsWrong();
  });

  it("counts in the digits of its currency", () => {
    given(openedIn("JPY")).when(deposit("12")).thenHappens(deposited("12", "JPY"));
    given(openedIn("TND")).when(deposit("1.5")).thenHappens(deposited("1.500", "TND"));
    expect(fold([openedIn("TND"), deposited("1.500", "TND")]).balance).toBe(1500);
  });

  it("holds what came in less what went out, and is never overdrawn", () => {
    const command = fc.record({
      type: fc.constantFrom("deposit", "withdraw"),
      cents: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(command), (commands) => {
        let account = fold([opened]);
        let cents = 0;
        for (const { type, cents: moved } of commands) {
          const after = type === "deposit" ? cents + moved : cents - moved;
          const amount = (moved / 100).toFixed(2);
          const outcome = accountDecider.decide({ type, id, amount }, account);
          expect(outcome.ok).toBe(after >= 0);
          if (!outcome.ok) continue;
          account = outcome.value.reduce(evolveAccount, account);
          cents = after;
          expect(account.balance).toBe(cents);
        }
      }),
    );
  });

  it("shows its balance as decimal text", () => {
    const account = fold([opened, deposited("1234.50")]);
    expect(showAccount("1", { ...account, revision: 2 })).toEqual({
      id: "1",
      name: "Ada",
      currency: "EUR",
      balance: "1234.50",
      status: "open",
      revision: 2,
    });
  });

  it("owns its category, and takes no raw events", () => {
    expect(systemOf("account")).toBe(accounts);
    expect(accounts).not.toHaveProperty("accepts");
  });
});
