import type { Action, Part } from "../../core/scope.ts";
import type { RouteContext } from "../route.ts";

/**
 * What a route needs: nothing, any key at all, or actions on what it touches of the log. Where that stands in
 * the body, `parts` is empty, and the route itself asks for the permission when it has read it.
 */
export type Access = "public" | "any-key" | Need;

interface Need {
  readonly actions: readonly Action[];
  readonly parts: (c: RouteContext) => readonly Part[];
  /** Whether a request asks for something that everybody may have. */
  readonly isPublic?: (c: RouteContext) => boolean;
}

type Parts = readonly Part[] | Need["parts"];

export function reads(parts: Parts): Need {
  return { actions: ["read"], parts: toParts(parts) };
}

export function writes(parts: Parts): Need {
  return { actions: ["write"], parts: toParts(parts) };
}

/** For what writes, and answers with what it has found. */
export function writesAndTells(parts: Parts): Need {
  return { actions: ["write", "read"], parts: toParts(parts) };
}

export const ADMIN_ONLY: Need = { actions: ["admin"], parts: () => [] };

function toParts(parts: Parts): Need["parts"] {
  return typeof parts === "function" ? parts : () => parts;
}
