import * as z from "zod";
import { EVENT_TYPE } from "../../core/names.ts";
import { APPLICATION, SESSION_ID, UNKNOWN_APPLICATION } from "../../systems/eye/events.ts";
import { compareMoments, readCursor, type Time } from "../../systems/eye/moment.ts";
import { readTimestamp } from "../../systems/eye/timestamp.ts";
import { limit } from "../parameters.ts";
import { problem } from "../problem-error.ts";
import type { RouteContext } from "../route.ts";

export const sessionId = z
  .string()
  .regex(
    SESSION_ID,
    "must be 1 to 200 characters, none of them a control character, and not . or ..",
  );

export const categoryName = z
  .string()
  .regex(
    EVENT_TYPE,
    "must be 1 to 64 letters, digits or . _ ~ -, beginning with a letter or a digit",
  );

export const applicationName = z
  .string()
  .regex(
    APPLICATION,
    `must be 1 to 64 characters, none of them a control character, and not ${UNKNOWN_APPLICATION}, . or ..`,
  );

/** Who sent what was refused. */
export const senderName = z.union([z.literal(UNKNOWN_APPLICATION), applicationName]);

/** A time as events have it. */
export const timestamp = z.string().transform((text, context): Time => {
  const instant = readTimestamp(text);
  if (instant) return [instant.seconds, instant.micros];
  context.addIssue(
    "must be a time that exists, such as 2021-09-26 09:15:27 or 2021-09-26T09:15:27Z",
  );
  return z.NEVER;
});

/** Where a page begins: the `after` of a Link. */
const cursor = z.string().transform((text, context) => {
  const moment = readCursor(text);
  if (moment) return moment;
  context.addIssue("must be as a Link gave it");
  return z.NEVER;
});

export const pageParameters = {
  after: cursor.optional(),
  limit: limit.default(100),
};

export const rangeParameters = { from: timestamp.optional(), to: timestamp.optional() };

interface Range {
  readonly from?: Time | null | undefined;
  readonly to?: Time | null | undefined;
}

/** Throws `invalid-query` for a range that ends before it begins. */
export function rangeOf({ from = null, to = null }: Range): { from: Time | null; to: Time | null } {
  if (from && to && compareMoments(from, to) > 0)
    throw problem("invalid-query", "The range must not end before it begins.");
  return { from, to };
}

/** A name in the path. Throws `invalid-path`. */
export function nameIn<T>(c: RouteContext, parameter: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(c.req.param(parameter));
  if (parsed.success) return parsed.data;
  throw problem("invalid-path", `${parameter} ${parsed.error.issues[0]?.message ?? "is wrong"}.`);
}
