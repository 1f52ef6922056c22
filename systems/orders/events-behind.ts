import type { Json } from "../../core/json.ts";
import { success, type Outcome } from "../../core/problem.ts";
import type { ReadableRows } from "../../core/projection.ts";
import { currenciesOf, scan, spanOf } from "./figures.ts";
import { asFact, factsKey, type FactRow } from "./order-rows.ts";
import type { EventsParams } from "./query-params.ts";

/** At most as many positions are kept while the facts of a range, which are in order of time, are read. */
const MAX_KEPT = 10_000;

/** Positions of the events behind a figure, in their order, and where the next page begins. */
export function eventsBehind(rows: ReadableRows, params: EventsParams): Outcome<Json> {
  const { after, limit } = params;
  const span = spanOf(params);
  let found: number[] = [];
  for (const currency of currenciesOf(rows, params))
    for (const { key, row } of scan(rows, factsKey(params.basis, currency), span)) {
      const position = Number(key.at(-1));
      if (position > after && isAskedFor(asFact(row), params)) found.push(position);
      if (found.length > MAX_KEPT) found = lowest(found, limit + 1);
    }
  found = lowest(found, limit + 1);
  const positions = found.slice(0, limit);
  return success({ positions, next: found.length > limit ? (positions.at(-1) ?? null) : null });
}

function isAskedFor([customer, shipping, billing]: FactRow, params: EventsParams): boolean {
  const province = params.address === "shipping" ? shipping : billing;
  return (
    (params.customer === null || params.customer === customer) &&
    (params.province === null || params.province === province)
  );
}

function lowest(positions: readonly number[], count: number): number[] {
  return positions.toSorted((a, b) => a - b).slice(0, count);
}
