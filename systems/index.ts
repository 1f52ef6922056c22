import type { Projection } from "../core/projection.ts";
import type { System } from "../core/system.ts";
import { accounts } from "./accounts/index.ts";
import { counter } from "./counter/index.ts";

const systems: readonly System[] = [counter, accounts];

/** Every projection there is; each has one view of a log. */
export const projections: readonly Projection[] = systems.flatMap(
  (system) => system.projections ?? [],
);

/** The system that owns a category, if one does. */
export function systemOf(category: string): System | undefined {
  return systems.find((system) => system.category === category);
}
