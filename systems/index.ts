import type { System } from "../core/system.ts";
import { counter } from "./counter/index.ts";

const systems: readonly System[] = [counter];

/** The system that owns a category, if one does. */
export function systemOf(category: string): System | undefined {
  return systems.find((system) => system.category === category);
}
