import type { Tally } from "./tally.ts";

const SHOWN_REFUSALS = 5;

/** What was loaded into a system, in lines for people; of what was refused the first few. */
export function summary(name: string, { fresh, known, refused }: Tally): string[] {
  const refusals = refused.length > 0 ? `, ${refused.length} refused` : "";
  const counts = `  ${name.padEnd(8)} ${fresh} new, ${known} known already${refusals}`;
  const shown = refused.slice(0, SHOWN_REFUSALS);
  return [counts, ...shown.map((event) => `    ${event.name}: ${event.reason}`)];
}
