import type { Key } from "../../core/key.ts";
import type { Projection, Rows } from "../../core/projection.ts";
import { ADDRESSES, BASES, ORDER_CATEGORY, orderIdOf, type OrderEvent } from "./events.ts";
import {
  asSums,
  CURRENCIES,
  customerKey,
  customerRow,
  factsKey,
  orderKey,
  orderRow,
  provincesKey,
  valuesKey,
  type FactRow,
} from "./order-rows.ts";
import { evolveOrder, factsOf, NO_ORDER, type Fact, type Order } from "./order.ts";
import { QUARTERS_A_DAY } from "./quarter.ts";
import { orderQueries } from "./queries.ts";
import { plus } from "./sum.ts";

/**
 * The figures of all orders. An event may change what an earlier one added (a cancellation un-counts its
 * order), so the facts of its order are worked out before and after, and the difference is applied.
 */
export const orderFigures: Projection<OrderEvent> = {
  name: "orders",
  version: 1,
  categories: [ORDER_CATEGORY],
  queries: orderQueries,
  evolve(rows, event) {
    const id = orderIdOf(event.stream);
    const before = orderRow(rows, id) ?? NO_ORDER;
    const after = evolveOrder(before, event);
    rows.set(orderKey(id), after);
    if (!after.created) return;
    if (!before.created) noteCustomer(rows, after.created);
    applyFacts(rows, after.created, { before: factsOf(before), after: factsOf(after) });
  },
};

type Created = NonNullable<Order["created"]>;

function noteCustomer(rows: Rows, { customer, email, name, position }: Created): void {
  const known = customerRow(rows, customer);
  if (!known || known.position < position)
    rows.set(customerKey(customer), { email, name, position });
}

interface Change {
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
}

/** The facts before are among those after, in the same order. */
function applyFacts(rows: Rows, created: Created, { before, after }: Change): void {
  let next = 0;
  for (const fact of after) {
    const old = before[next]?.at.position === fact.at.position ? before[next] : undefined;
    if (old) next += 1;
    if (!old || differs(old, fact)) applyFact(rows, created, { old, fact });
  }
}

/** What else is in a fact never changes. */
function differs(a: Fact, b: Fact): boolean {
  return a.net !== b.net || a.orders !== b.orders || a.units !== b.units;
}

interface FactChange {
  readonly old: Fact | undefined;
  readonly fact: Fact;
}

function applyFact(rows: Rows, created: Created, change: FactChange): void {
  const { at, currency } = change.fact;
  const row = factRow(created, change.fact);
  const sums = added(change);
  const [count, , gross, net] = sums;
  for (const basis of BASES) {
    const quarter = at[basis];
    const day = Math.floor(quarter / QUARTERS_A_DAY);
    rows.set([...factsKey(basis, currency), quarter, at.position], row);
    add(rows, [...valuesKey(basis, currency), quarter], [count, gross, net]);
    for (const address of ADDRESSES) {
      const key = provincesKey({ basis, address, currency });
      add(rows, [...key, day, created[address]], sums);
    }
  }
  if (!change.old) add(rows, [...CURRENCIES, currency], [1]);
}

function factRow({ customer, shipping, billing }: Created, fact: Fact): FactRow {
  return [customer, shipping, billing, fact.orders, fact.units, fact.gross, fact.net];
}

function added({ old, fact }: FactChange): readonly [number, number, number, number] {
  if (!old) return [fact.orders, fact.units, fact.gross, fact.net];
  return [
    fact.orders - old.orders,
    fact.units - old.units,
    fact.gross - old.gross,
    fact.net - old.net,
  ];
}

function add(rows: Rows, key: Key, sums: readonly number[]): void {
  const row = rows.get(key);
  const sum = row === undefined ? sums : asSums(row).map((known, i) => plus(known, sums[i] ?? 0));
  if (sum.some((part) => part !== 0)) rows.set(key, sum);
  else if (row !== undefined) rows.delete(key);
}
