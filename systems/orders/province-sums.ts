import type { ReadableRows } from "../../core/projection.ts";
import { scan, type Span } from "./figures.ts";
import {
  asFact,
  asProvince,
  factsKey,
  provincesKey,
  type ProvinceRow,
  type ProvincesOf,
} from "./order-rows.ts";
import { QUARTERS_A_DAY } from "./quarter.ts";

interface ProvinceSums {
  readonly province: string;
  readonly sums: ProvinceRow;
}

/** By whole days in UTC where there are any, and by the facts before and behind them. */
export function* provinceSums(
  rows: ReadableRows,
  of: ProvincesOf,
  { from, to }: Span,
): Generator<ProvinceSums> {
  const days = {
    from: Math.ceil(from / QUARTERS_A_DAY),
    to: Math.floor(to / QUARTERS_A_DAY),
  };
  if (days.from >= days.to) {
    yield* provinceFacts(rows, of, { from, to });
    return;
  }
  yield* provinceFacts(rows, of, { from, to: days.from * QUARTERS_A_DAY });
  for (const { key, row } of scan(rows, provincesKey(of), days))
    yield { province: String(key.at(-1)), sums: asProvince(row) };
  yield* provinceFacts(rows, of, { from: days.to * QUARTERS_A_DAY, to });
}

function* provinceFacts(
  rows: ReadableRows,
  { basis, address, currency }: ProvincesOf,
  span: Span,
): Generator<ProvinceSums> {
  for (const { row } of scan(rows, factsKey(basis, currency), span)) {
    const [, shipping, billing, ...sums] = asFact(row);
    yield { province: address === "shipping" ? shipping : billing, sums };
  }
}
