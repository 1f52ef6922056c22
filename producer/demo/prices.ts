/**
 * What things cost in the shop's currencies. The rates are made up and stay; what matters is that
 * amounts look as they do where they are paid.
 */
const CURRENCIES: Readonly<Record<string, { rate: number; step: number }>> = {
  USD: { rate: 1, step: 50 },
  EUR: { rate: 0.9, step: 50 },
  GBP: { rate: 0.8, step: 50 },
  CAD: { rate: 1.35, step: 50 },
  // One cent is one and a half yen, and a yen has no parts.
  JPY: { rate: 1.5, step: 100 },
};

/** An amount of US cents in the minor units of another currency. */
export function convert(cents: number, currency: string): number {
  return Math.round(cents * currencyOf(currency).rate);
}

/** A price as a shop would write it, in minor units: a little below something round. */
export function niceUnits(cents: number, currency: string): number {
  const { rate, step } = currencyOf(currency);
  const round = Math.max(1, Math.round((cents * rate) / step)) * step;
  return round - (currency === "JPY" ? 20 : 1);
}

function currencyOf(currency: string): { rate: number; step: number } {
  const known = CURRENCIES[currency];
  if (!known) throw new Error(`There is no price in ${currency}.`);
  return known;
}
