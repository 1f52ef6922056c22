import type { Env } from "../env.ts";
import { problem } from "../problem-error.ts";

/** What is shorter might be guessed. */
const LEAST_ADMIN_KEY_CHARS = 16;

/** Whom this Foldlog answers. */
export type Mode =
  | { readonly isOpen: true }
  | { readonly isOpen: false; readonly adminKey: string };

/** Throws `not-configured` unless it has been said who may: what is mistyped lets nobody in. */
export function modeOf({ ACCESS = "", ADMIN_KEY = "" }: Env): Mode {
  if (ACCESS === "open") return { isOpen: true };
  if (ACCESS !== "keys" && ACCESS !== "")
    throw problem("not-configured", "ACCESS must be keys or open. It is neither.");
  if (ADMIN_KEY.length >= LEAST_ADMIN_KEY_CHARS) return { isOpen: false, adminKey: ADMIN_KEY };
  throw problem(
    "not-configured",
    `Set the secret ADMIN_KEY to ${LEAST_ADMIN_KEY_CHARS} characters or more: npx wrangler secret put ADMIN_KEY. Or set ACCESS=open to let everybody in, as .dev.vars does for npm start.`,
  );
}
