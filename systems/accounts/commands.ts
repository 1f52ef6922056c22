import type { Decider } from "../../core/decider.ts";
import type { Json } from "../../core/json.ts";
import { failure, success, type Failure, type Outcome } from "../../core/problem.ts";
import { EXPONENTS } from "../currencies.ts";
import { CURRENCY, formatMoney, parseMoney } from "../money.ts";
import { readInput } from "../read-input.ts";
import { textLike } from "../read-member.ts";
import { evolveAccount, NO_ACCOUNT, type Account } from "./account.ts";
import { ACCOUNT, type AccountEvent } from "./events.ts";

interface Open {
  readonly type: "open";
  readonly id: string;
  readonly name: string;
  readonly currency: string;
}

interface Move {
  readonly type: "deposit" | "withdraw";
  readonly id: string;
  /** Decimal text; which digits it may have depends on the account's currency. */
  readonly amount: string;
}

interface Close {
  readonly type: "close";
  readonly id: string;
}

/** `id` is the account's. */
export type AccountCommand = Open | Move | Close;

type Decision = Outcome<readonly AccountEvent[]>;

export const accountDecider: Decider<AccountCommand, Account, AccountEvent> = {
  version: 1,
  initial: NO_ACCOUNT,
  decide(command, account) {
    if (command.type === "open") return open(command, account);
    if (account.status === "none") return notFound(command.id);
    if (account.status === "closed")
      return refused("closed", "The account is closed. Nothing can be done with it any more.");
    return command.type === "close" ? close(account) : move(command, account);
  },
  evolve: evolveAccount,
};

function open({ id, name, currency }: Open, { status }: Account): Decision {
  if (status === "none") return success([{ type: "AccountOpened", data: { name, currency } }]);
  return failure(
    "already-exists",
    `There is an account "${id}" already. Open it under another id.`,
  );
}

function move({ type, amount: text }: Move, { balance, currency }: Account): Decision {
  const amount = minorUnits(text, currency);
  if (amount === undefined) return invalidAmount(currency);
  const show = (minor: number) => `${formatMoney(minor, currency)} ${currency}`;
  if (amount <= 0)
    return refused("not-positive", `The amount is ${show(amount)}. It must be more than zero.`);
  const data = { amount: formatMoney(amount, currency), currency };
  if (type === "withdraw") {
    if (amount <= balance) return success([{ type: "MoneyWithdrawn", data }]);
    return refused(
      "overdrawn",
      `The account holds ${show(balance)}. ${show(amount)} cannot be withdrawn from it.`,
    );
  }
  if (amount <= MOST - balance) return success([{ type: "MoneyDeposited", data }]);
  return refused(
    "balance-too-large",
    `The account holds ${show(balance)}. With ${show(amount)} more it would hold more than ${show(MOST)}, the most that it can.`,
  );
}

function close({ balance, currency }: Account): Decision {
  if (balance === 0) return success([{ type: "AccountClosed", data: {} }]);
  const held = `${formatMoney(balance, currency)} ${currency}`;
  return refused("not-empty", `The account still holds ${held}. Withdraw all of it first.`);
}

const MOST = Number.MAX_SAFE_INTEGER;

/** `undefined` for more digits than the currency has, be they zeros, and for what no balance could be. */
function minorUnits(text: string, currency: string): number | undefined {
  const [, digits = ""] = text.split(".");
  return digits.length > digitsOf(currency) ? undefined : parseMoney(text, currency);
}

function digitsOf(currency: string): number {
  return EXPONENTS.get(currency) ?? 0;
}

function refused(reason: string, detail: string): Failure {
  return failure("refused", detail, { members: { reason } });
}

function notFound(id: string): Failure {
  const members = { stream: `${ACCOUNT}-${id}` };
  return failure("stream-not-found", `There is no account "${id}".`, { members });
}

function invalidAmount(currency: string): Failure {
  const message = `must be an amount of ${currency} with at most ${digitsOf(currency)} digits behind the point, within ${formatMoney(MOST, currency)}`;
  return failure("invalid-body", `amount ${message}.`, {
    errors: [{ pointer: "/amount", keyword: "format", message }],
  });
}

/** The commands as clients send them. */
export const accountCommands = {
  open: readOpen,
  deposit: (input: Json, id: string) => readMove("deposit", input, id),
  withdraw: (input: Json, id: string) => readMove("withdraw", input, id),
  close: readClose,
};

function readOpen(input: Json, id: string): Outcome<Open> {
  const read = readInput(input, { name: NAME, currency: CURRENCY });
  return read.ok ? success({ type: "open", id, ...read.value }) : read;
}

function readMove(type: Move["type"], input: Json, id: string): Outcome<Move> {
  const read = readInput(input, { amount: AMOUNT });
  return read.ok ? success({ type, id, ...read.value }) : read;
}

function readClose(input: Json, id: string): Outcome<Close> {
  const read = readInput(input, {});
  return read.ok ? success({ type: "close", id }) : read;
}

const NAME = textLike(
  /^(?=[^]*\S)[^]{1,100}$/u,
  "must be 1 to 100 characters, not all of them blank",
);
const AMOUNT = textLike(
  /^-?\d{1,40}(?:\.\d{1,40})?$/,
  'must be decimal text, such as "12.50": a string, not a number',
);
