import type { ProblemCode } from "../../core/problem.ts";
import type { ProblemKind } from "../problem-kind.ts";

/** Of the table of problems, those about keys. */
export const accessProblems = {
  forbidden: {
    status: 403,
    title: "The key may not do this",
    help: "A key has actions (read, write, admin), and may be bound to categories, to beginnings of streams' names and to origins. The detail says what is missing; GET /v1/keys/self tells what the key may do. Whoever holds ADMIN_KEY or a key with admin can make another one.",
  },
  "key-ended": {
    status: 409,
    title: "The key has ended",
    help: "A key that was revoked or has expired cannot be replaced by another. Make a new one: POST /v1/keys.",
  },
  "key-not-found": {
    status: 404,
    title: "No such key",
    help: "GET /v1/keys lists the keys there are. One that has ended is forgotten after 90 days, or sooner where there is no room for another.",
  },
  "not-configured": {
    status: 503,
    title: "This Foldlog is not configured",
    help: "Without the variable ACCESS, or with ACCESS=keys, a Foldlog answers those who have a key, and the first key is the secret ADMIN_KEY, of 16 characters at least: npx wrangler secret put ADMIN_KEY. ACCESS=open lets everybody in, which is right on your own machine only: npm start does so by the file .dev.vars.",
  },
  "rate-limited": {
    status: 429,
    title: "The key has made too many requests",
    help: "A key has a number of requests a minute, which RateLimit-Policy tells, and RateLimit what is left of it. Send the same request again after Retry-After; several events fit into one request.",
  },
  "too-many-keys": {
    status: 409,
    title: "There are too many keys",
    help: "There is room for 1,000 keys that hold. Revoke those that nobody uses. One key with a scope of its own for each application is enough.",
  },
  unauthorized: {
    status: 401,
    title: "A key is needed",
    help: "Send a key as Authorization: Bearer fl_…, or for an EventSource a ticket, which POST /v1/tickets gives for a minute, as ?ticket=. The detail says what is wrong with what was sent.",
  },
} satisfies Partial<Record<ProblemCode, ProblemKind>>;
