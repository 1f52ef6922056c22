/** What can be done with a log; `admin` includes the others. */
export type Action = "read" | "write" | "admin";

/** What a key may do, with which streams, for whom and from where. What is left out restricts nothing. */
export interface Scope {
  readonly actions: readonly Action[];
  /** With `streams` beside them: either will do. */
  readonly categories?: readonly string[] | undefined;
  /** Beginnings of the names of streams. */
  readonly streams?: readonly string[] | undefined;
  /** The application in whose name events are sent. */
  readonly application?: string | undefined;
  /** The origins (RFC 6454) of the web pages that may use it; then nobody else may. */
  readonly origins?: readonly string[] | undefined;
}

/**
 * A part of a log: all streams whose names begin so. The name of a stream counts as such a beginning, and
 * "" is the whole log.
 */
export type Part = string;

export const WHOLE_LOG: Part = "";

export function partOfCategory(category: string): Part {
  return `${category}-`;
}

/** Whether a scope has an action on every one of the parts. */
export function permits(scope: Scope, action: Action, parts: readonly Part[]): boolean {
  if (scope.actions.includes("admin")) return true;
  if (!scope.actions.includes(action)) return false;
  const own = partsOf(scope);
  return parts.every((part) => own.some((beginning) => part.startsWith(beginning)));
}

/** The parts of the log that a scope is about. */
function partsOf({ categories, streams }: Scope): readonly Part[] {
  if (!categories && !streams) return [WHOLE_LOG];
  return [...(categories ?? []).map(partOfCategory), ...(streams ?? [])];
}
