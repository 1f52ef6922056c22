import * as z from "zod";
import { formatMillis, formatMillisRaised, parseInstant, type Instant } from "../core/instant.ts";
import { MAX_BUCKETS, MAX_PAGE_EVENTS } from "../core/limits.ts";
import { CATEGORY, EVENT_TYPE, STREAM, STREAM_ID } from "../core/names.ts";
import { problem } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

/** What is beyond 2^53−1 counts as 2^53−1: behind every end there is. */
function wholeNumber(message: string) {
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform((digits) => Math.min(Number(digits), Number.MAX_SAFE_INTEGER));
}

function wholeNumberFrom1(most: number, message: string) {
  return wholeNumber(message).refine((n) => n >= 1 && n <= most, message);
}

export const natural = wholeNumber("must be a whole number from 0");
/** Of a page. */
export const limit = wholeNumberFrom1(MAX_PAGE_EVENTS, `must be from 1 to ${MAX_PAGE_EVENTS}`);
/** Of a list of any length. */
export const many = wholeNumberFrom1(Number.MAX_SAFE_INTEGER, "must be at least 1");

export const direction = z.enum(["forward", "backward"], "must be forward or backward");

export const streamName = z
  .string()
  .regex(
    STREAM,
    "must be category-id, such as account-42: the category in lower-case letters and digits, the id 1 to 200 characters",
  );

const streamId = z
  .string()
  .regex(STREAM_ID, "must be 1 to 200 characters, none of them a control character");

export const category = z
  .string()
  .regex(CATEGORY, "must be lower-case letters and digits, beginning with a letter");

/** A subscriber's filter is kept in an attachment of 16 kB at most. */
const MAX_TYPES = 100;

/** `type=A&type=B` and `type=A,B` are the same. */
export const types = z
  .union([z.string(), z.array(z.string())])
  .transform((values) => [values].flat().flatMap((value) => value.split(",")))
  .pipe(
    z
      .array(z.string().regex(EVENT_TYPE, "must be event types, separated by commas"))
      .max(MAX_TYPES, `must be ${MAX_TYPES} event types at most`),
  );

function timeAs(format: (instant: Instant) => string) {
  return z.string().transform((text, context) => {
    const instant = parseInstant(text);
    if (instant) return format(instant);
    context.addIssue("must be an RFC 3339 time that exists, such as 2026-01-31T12:00:00Z");
    return z.NEVER;
  });
}

/** A time, cut to the milliseconds in which the log counts. */
export const time = timeAs(formatMillis);
/** Raised to them: for `>=` and `<` that is the same as the time itself. */
export const boundTime = timeAs(formatMillisRaised);

/** A name, whole or its beginning, or what sorts before it. */
export const listedName = z.string().max(250, "must be 250 characters at most");

/** Text to look for. */
export const searchText = z.string().regex(/^[^]{1,100}$/u, "must be 1 to 100 characters");

export const bucketCount = wholeNumberFrom1(MAX_BUCKETS, `must be from 1 to ${MAX_BUCKETS}`);

/** The stream in the path. */
export function streamOf(c: RouteContext): string {
  return pathParameter(c, "stream", streamName);
}

/** The category in the path. */
export function categoryIn(c: RouteContext): string {
  return pathParameter(c, "category", category);
}

/** What stands behind the category in the name of a stream, in the path. */
export function idIn(c: RouteContext): string {
  return pathParameter(c, "id", streamId);
}

/** A whole number in the path. */
export function naturalOf(c: RouteContext, name: string): number {
  return pathParameter(c, name, natural);
}

function pathParameter<T>(c: RouteContext, name: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(c.req.param(name));
  if (parsed.success) return parsed.data;
  throw problem("invalid-path", `${name} ${parsed.error.issues[0]?.message ?? "is wrong"}.`);
}
