import type { AccountEvent } from "../systems/accounts/events.ts";
import { grouped } from "./money-text.ts";

/** What an event adds to the balance or takes from it, with its sign; "" where it moves nothing. */
export function movement(event: AccountEvent): string {
  switch (event.type) {
    case "MoneyDeposited":
      return `+${grouped(event.data.amount)}`;
    case "MoneyWithdrawn":
      return `\u2212${grouped(event.data.amount)}`;
    default:
      return "";
  }
}
