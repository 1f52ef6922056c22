import type { EventData } from "../../core/event.ts";

/** `amount` is decimal text with all the digits of the currency, and more than zero. */
type Movement = { readonly amount: string; readonly currency: string };

export type AccountEvent =
  | EventData<"AccountOpened", { readonly name: string; readonly currency: string }>
  | EventData<"MoneyDeposited", Movement>
  | EventData<"MoneyWithdrawn", Movement>
  | EventData<"AccountClosed", Readonly<Record<string, never>>>;

export const ACCOUNT = "account";
