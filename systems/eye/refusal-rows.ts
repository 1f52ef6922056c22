import type { Key } from "../../core/key.ts";
import type { CompatibilityMode } from "../gateway/compatibility-mode.ts";
import type { QuarantineError } from "../gateway/events.ts";
import type { ErrorKind } from "./error-kind.ts";

/**
 * The rows of the view of what has been declared and refused, by key.
 *
 *     ["error", -position]                       as ErrorRow
 *     ["error-of", application, -position]       the kind
 *     ["refused", application, kind]             as KindRow
 *     ["hour", application, kind, hour]          how many; hours are numbered since 1970
 *     ["schema", category, application or ""]    as SchemaRow
 */
export type ErrorRow = {
  readonly application: string;
  readonly kind: ErrorKind;
  /** As far as they are known; "" if they are not. */
  readonly category: string;
  readonly id: string;
  readonly errors: readonly QuarantineError[];
  readonly refusedAt: string;
};

/** Of one kind, from an application. */
export type KindRow = {
  readonly firstAt: string;
  readonly lastAt: string;
};

export type SchemaRow = {
  readonly version: number;
  readonly compatibility: CompatibilityMode;
  /** Of the version. */
  readonly declaredAt: string;
};

/** The newest error comes first. */
export function errorKey(position: number): Key {
  return ["error", -position];
}

export function errorsOf(application: string): Key {
  return ["error-of", application];
}

export function kindKey(application: string, kind: ErrorKind): Key {
  return ["refused", application, kind];
}

export function hoursKey(application: string, kind: ErrorKind): Key {
  return ["hour", application, kind];
}

/** `name` is "" for the schema of all applications. */
export function schemaKey(category: string, name: string): Key {
  return ["schema", category, name];
}

export const HOUR_SECONDS = 3600;
