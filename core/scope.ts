/** What can be done with a log; `admin` includes the others. */
export type Action = "read" | "write" | "admin";

/** What a key may do, with which streams, for whom and from where. What is left out restricts nothing, but see `application`. */
export interface Scope {
  readonly actions: readonly Action[];
  /** With `streams` beside them: either will do. */
  readonly categories?: readonly string[] | undefined;
  /** Beginnings of the names of streams. */
  readonly streams?: readonly string[] | undefined;
  /** Of what is of applications, only what is of this one. Without categories and streams it is all that the key is for. */
  readonly application?: string | undefined;
  /** The origins (RFC 6454) of the web pages that may use it; then nobody else may. */
  readonly origins?: readonly string[] | undefined;
}

/**
 * A part of a log: all streams whose names begin so. The name of a stream counts as such a beginning, and
 * "" is the whole log.
 */
export type Part = string | OfApplication;

/** What one application has of a part. */
interface OfApplication {
  readonly of: string;
  readonly application: string;
}

export const WHOLE_LOG = "";

export function partOfCategory(category: string): string {
  return `${category}-`;
}

/** For people. */
export function partText(part: Part): string {
  if (typeof part !== "string") return `what is of ${part.application} in "${part.of}"`;
  return part === WHOLE_LOG ? "the whole log" : `"${part}"`;
}

/** Whether a scope has an action on every one of the parts. */
export function permits(scope: Scope, action: Action, parts: readonly Part[]): boolean {
  if (scope.actions.includes("admin")) return true;
  if (!scope.actions.includes(action)) return false;
  const own = beginningsOf(scope);
  return parts.every((part) => {
    const [of, application] = typeof part === "string" ? [part] : [part.of, part.application];
    if (application !== undefined && scope.application !== undefined)
      return application === scope.application;
    return own.some((beginning) => of.startsWith(beginning));
  });
}

/** The parts of the log that a scope is about as a whole. */
function beginningsOf({ categories, streams, application }: Scope): readonly string[] {
  if (!categories && !streams) return application === undefined ? [WHOLE_LOG] : [];
  return [...(categories ?? []).map(partOfCategory), ...(streams ?? [])];
}
