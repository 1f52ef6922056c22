import { partText, permits, type Action, type Part, type Scope } from "../../core/scope.ts";
import type { KeyKind, KeyRecord } from "../../durable/directory-rpc.ts";
import { problem } from "../problem-error.ts";
import type { RouteContext } from "../route.ts";

/** Who asks: what is known of them, and what they may do. */
export interface Caller {
  /** The key's id; `admin` for ADMIN_KEY, `anyone` where ACCESS=open, `nobody` without a key. */
  readonly id: string;
  readonly kind: KeyKind;
  readonly scope: Scope;
  /** Unless it is the key of the directory, there is no record of it. */
  readonly key: KeyRecord | undefined;
}

const BEARER = { kind: "bearer", key: undefined } as const;
/** Where ACCESS=open. */
export const ANYONE: Caller = { ...BEARER, id: "anyone", scope: { actions: ["admin"] } };
/** Who has ADMIN_KEY. */
export const ADMIN: Caller = { ...BEARER, id: "admin", scope: { actions: ["admin"] } };
/** Who sent no key. */
export const NOBODY: Caller = { ...BEARER, id: "nobody", scope: { actions: [] } };

/** Throws `forbidden`, unless the caller has an action on all parts of the log. */
export function requirePermission(c: RouteContext, action: Action, parts: readonly Part[]): void {
  const { scope } = c.get("caller");
  if (permits(scope, action, parts)) return;
  const missing = parts.filter((part) => !permits(scope, action, [part]));
  const what = missing.map((part) => partText(part)).join(", ");
  throw problem(
    "forbidden",
    scope.actions.includes(action)
      ? `This key may ${action}, but not ${what}.`
      : `This key may not ${action}. It needs the action ${action}${what && ` on ${what}`}.`,
    { members: { action } },
  );
}
