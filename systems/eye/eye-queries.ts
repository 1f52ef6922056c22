import { failure, success, type Outcome } from "../../core/problem.ts";
import type { Query, ReadableRows } from "../../core/projection.ts";
import { trusted } from "../trusted.ts";
import type { ErrorKind } from "./error-kind.ts";
import { compareMoments, momentOf, timeText, type Time } from "./moment.ts";
import {
  errorKey,
  errorsOf,
  HOUR_SECONDS,
  hoursKey,
  type ErrorRow,
  type KindRow,
  type SchemaRow,
} from "./refusal-rows.ts";

/** Schemas behind one, in the order of category and name; `null`: from the first. */
export type CategoriesRequest = {
  readonly after: readonly [category: string, name: string] | null;
  readonly limit: number;
};

/** `name` is `null` for the schema of all applications. */
type ShownCategory = SchemaRow & {
  readonly category: string;
  readonly name: string | null;
};

export type CategoriesPage = {
  readonly categories: readonly ShownCategory[];
  /** Behind which the list goes on; `null` at its end. */
  readonly next: readonly [category: string, name: string] | null;
};

/** What has been declared: answers a CategoriesRequest with a CategoriesPage. */
export const listCategories: Query = (rows, params) => {
  const { after, limit } = trusted<CategoriesRequest>(params);
  const categories: ShownCategory[] = [];
  const from = after ? (["schema", after[0], `${after[1]}\u0000`] as const) : (["schema"] as const);
  for (const { key, row } of rows.scan(from, ["schemas"])) {
    if (categories.length === limit) {
      const { category, name } = categories.at(-1) ?? { category: "", name: null };
      return success({ categories, next: [category, name ?? ""] } satisfies CategoriesPage);
    }
    const name = String(key[2]);
    categories.push({
      category: String(key[1]),
      name: name === "" ? null : name,
      ...trusted<SchemaRow>(row),
    });
  }
  return success({ categories, next: null } satisfies CategoriesPage);
};

export type ErrorsRequest = {
  /** `null`: whatever it is. */
  readonly application: string | null;
  readonly kind: ErrorKind | null;
  /** When they were refused: `from` included, `to` not; `null`: at any time. */
  readonly from: Time | null;
  readonly to: Time | null;
  /** How the counts are cut. */
  readonly by: "hour" | "day";
  /** A position: errors before it are given, the newest first. `null`: from the newest. */
  readonly before: number | null;
  readonly limit: number;
};

type ShownError = ErrorRow & { readonly position: number };

/** How often one kind of thing was wrong with what an application sent. */
type ShownKind = KindRow & {
  readonly application: string;
  readonly kind: ErrorKind;
  /** In the range that was asked for, by whole hours. */
  readonly count: number;
  /** Those that have any, in order. */
  readonly buckets: readonly { readonly from: string; readonly count: number }[];
};

export type ErrorsPage = {
  readonly errors: readonly ShownError[];
  readonly kinds: readonly ShownKind[];
  /** Before which the list goes on; `null` at its end. */
  readonly next: number | null;
};

/** Rows that are looked at for one page of errors. */
const MAX_LOOKED_AT = 20_000;
/** Hours that are read for the counts. */
const MAX_HOURS = 50_000;

/** What was refused, and how often: answers an ErrorsRequest with an ErrorsPage. */
export const listErrors: Query = (rows, params) => {
  const request = trusted<ErrorsRequest>(params);
  const kinds = countKinds(rows, request);
  return kinds.ok ? success({ ...newest(rows, request), kinds: kinds.value }) : kinds;
};

function newest(rows: ReadableRows, request: ErrorsRequest): Omit<ErrorsPage, "kinds"> {
  const errors: ShownError[] = [];
  let [lookedAt, last]: [number, number | null] = [0, null];
  for (const { position, row } of errorsBefore(rows, request)) {
    if (isBefore(row, request.from)) break;
    if (errors.length === request.limit || lookedAt === MAX_LOOKED_AT)
      return { errors, next: last };
    lookedAt += 1;
    last = position;
    if (isAskedFor(row, request)) errors.push({ position, ...row });
  }
  return { errors, next: null };
}

function isAskedFor(row: ErrorRow, { kind, to }: ErrorsRequest): boolean {
  return (kind === null || row.kind === kind) && (to === null || isBefore(row, to));
}

function isBefore({ refusedAt }: ErrorRow, time: Time | null): boolean {
  return time !== null && compareMoments(momentOf(refusedAt, 0), [...time, 0]) < 0;
}

interface Found {
  readonly position: number;
  readonly row: ErrorRow;
}

function* errorsBefore(
  rows: ReadableRows,
  { application, before }: ErrorsRequest,
): Generator<Found> {
  const first = before === null ? -Number.MAX_SAFE_INTEGER : 1 - before;
  const prefix = application === null ? (["error"] as const) : errorsOf(application);
  for (const { key, row } of rows.scan([...prefix, first], [...prefix, 1])) {
    const position = -Number(key.at(-1));
    const error = application === null ? row : rows.get(errorKey(position));
    if (error !== undefined) yield { position, row: trusted<ErrorRow>(error) };
  }
}

function countKinds(rows: ReadableRows, request: ErrorsRequest): Outcome<readonly ShownKind[]> {
  const { application, kind: wanted } = request;
  const kinds: ShownKind[] = [];
  let hours = 0;
  const prefix =
    application === null ? (["refused"] as const) : (["refused", application] as const);
  for (const { key, row } of rows.scan(prefix)) {
    const kind = trusted<ErrorKind>(key[2] ?? null);
    if (wanted !== null && kind !== wanted) continue;
    const of = { application: String(key[1]), kind, ...trusted<KindRow>(row) };
    const told = countHours(rows, of, request);
    hours += told.hours;
    if (hours > MAX_HOURS) return tooManyHours();
    if (told.kind.count > 0) kinds.push(told.kind);
  }
  return success(kinds);
}

function countHours(
  rows: ReadableRows,
  of: Omit<ShownKind, "count" | "buckets">,
  { from, to, by }: ErrorsRequest,
): { readonly kind: ShownKind; readonly hours: number } {
  const prefix = hoursKey(of.application, of.kind);
  const first = from ? Math.floor(from[0] / HOUR_SECONDS) : 0;
  const end = to ? Math.ceil((to[0] + to[1] / 1_000_000) / HOUR_SECONDS) : Number.MAX_SAFE_INTEGER;
  const size = by === "day" ? 24 : 1;
  const buckets = new Map<number, number>();
  let [hours, count] = [0, 0];
  for (const { key, row } of rows.scan([...prefix, first], [...prefix, end])) {
    const bucket = Math.floor(Number(key[3]) / size) * size;
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + Number(row));
    count += Number(row);
    hours += 1;
    if (hours > MAX_HOURS) break;
  }
  const told = Array.from(buckets, ([hour, inBucket]) => ({
    from: timeText([hour * HOUR_SECONDS, 0]),
    count: inBucket,
  }));
  return { kind: { ...of, count, buckets: told }, hours };
}

function tooManyHours(): Outcome<never> {
  return failure(
    "invalid-query",
    `More than ${MAX_HOURS} hours have errors. Ask for one application or kind, or for less time.`,
  );
}
