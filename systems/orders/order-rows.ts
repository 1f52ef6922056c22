import type { Json } from "../../core/json.ts";
import type { Key } from "../../core/key.ts";
import type { ReadableRows } from "../../core/projection.ts";
import type { Address, Basis } from "./events.ts";
import type { Order } from "./order.ts";
import type { Sum } from "./sum.ts";

/**
 * The rows of the view, by key. Times are quarters of an hour, days are days in UTC. Amounts are minor units. Rows of sums that come to nothing are not there.
 *
 *     ["order", order]                                                    the order, folded
 *     ["fact", basis, currency, quarter, position]                        a fact, as FactRow
 *     ["value", basis, currency, quarter]                                 as ValueRow
 *     ["province", basis, address, currency, day, province]               as ProvinceRow
 *     ["customer", customer]                                              as CustomerRow
 *     ["currency", currency]                                              [facts]
 */

/** What an event adds, and for whom. */
export type FactRow = readonly [
  customer: string,
  shipping: string,
  billing: string,
  orders: number,
  units: number,
  gross: number,
  net: number,
];

/** How a customer is called in their order with the highest position. */
export type CustomerRow = {
  readonly email: string;
  readonly name: string;
  readonly position: number;
};

export type ValueRow = readonly [orders: Sum, gross: Sum, net: Sum];

export type ProvinceRow = readonly [orders: Sum, units: Sum, gross: Sum, net: Sum];

export function orderKey(order: string): Key {
  return ["order", order];
}

export function customerKey(customer: string): Key {
  return ["customer", customer];
}

/** The beginning of the keys of facts, in order of time. */
export function factsKey(basis: Basis, currency: string): Key {
  return ["fact", basis, currency];
}

export function valuesKey(basis: Basis, currency: string): Key {
  return ["value", basis, currency];
}

/** Where sums by province lie. */
export interface ProvincesOf {
  readonly basis: Basis;
  readonly address: Address;
  readonly currency: string;
}

export function provincesKey({ basis, address, currency }: ProvincesOf): Key {
  return ["province", basis, address, currency];
}

export const CURRENCIES: Key = ["currency"];

export function orderRow(rows: Pick<ReadableRows, "get">, order: string): Order | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the projection writes no other
  return rows.get(orderKey(order)) as Order | undefined;
}

export function customerRow(
  rows: Pick<ReadableRows, "get">,
  customer: string,
): CustomerRow | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the projection writes no other
  return rows.get(customerKey(customer)) as CustomerRow | undefined;
}

export function asFact(row: Json): FactRow {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the projection writes no other
  return row as unknown as FactRow;
}

export function asValue(row: Json): ValueRow {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the projection writes no other
  return row as unknown as ValueRow;
}

export function asProvince(row: Json): ProvinceRow {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the projection writes no other
  return row as unknown as ProvinceRow;
}

export function asSums(row: Json): readonly Sum[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the projection writes no other
  return row as readonly Sum[];
}
