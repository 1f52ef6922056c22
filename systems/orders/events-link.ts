import type { Address } from "./events.ts";
import type { RangeParams } from "./query-params.ts";

/** Of which figure the events are asked for. */
export interface Figure {
  readonly range: RangeParams;
  readonly currency: string;
  readonly customer?: string;
  readonly province?: string;
  readonly address?: Address;
}

/** The path at which the events behind a figure are listed; what has its default is left out. */
export function eventsLink({ range, currency, customer, province, address }: Figure): string {
  const parameters: readonly (readonly [name: string, value: string | undefined])[] = [
    ["start_date", range.from],
    ["end_date", range.to],
    ["tz", range.tz === "UTC" ? undefined : range.tz],
    ["basis", range.basis === "recorded" ? undefined : range.basis],
    ["currency", currency],
    ["customer", customer],
    ["province", province],
    ["address", address === "shipping" ? undefined : address],
  ];
  const given = parameters.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `/orders/events?${given.join("&")}`;
}
