import type { Projection } from "../core/projection.ts";
import type { System } from "../core/system.ts";
import { accounts } from "./accounts/index.ts";
import { counter } from "./counter/index.ts";
import { eye } from "./eye/index.ts";
import { gateway } from "./gateway/index.ts";
import { orders } from "./orders/index.ts";

const systems: readonly System[] = [counter, accounts, orders, ...gateway, ...eye];

/** Every projection there is; each has one view of a log. */
export const projections: readonly Projection[] = systems.flatMap(
  (system) => system.projections ?? [],
);

/** The projection of that name. Throws if there is none: nobody asks for a view that does not exist. */
export function projectionOf(name: string): Projection {
  const projection = projections.find((one) => one.name === name);
  if (projection) return projection;
  throw new Error(`There is no projection "${name}"`);
}

/** The system that owns a category, if one does. */
export function systemOf(category: string): System | undefined {
  return systems.find((system) => system.category === category);
}
