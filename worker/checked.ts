import * as z from "zod";
import { jsonPointer } from "../core/json-pointer.ts";
import type { FieldError } from "../core/problem.ts";
import { problem, type ProblemError } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

// Workers forbid eval, which zod would try.
z.config({
  jitless: true,
  customError: ({ code, input, expected }) => {
    if (code !== "invalid_type") return undefined;
    if (input === undefined) return "must be there";
    return Array.isArray(input) && expected === "string"
      ? "must be given once"
      : `must be of type ${expected}`;
  },
});

/** A body that fits a schema. Throws `invalid-body` with an error for each member that does not. */
export function checkedBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidBody(parsed.error.issues.flatMap(fieldErrors));
}

/** The problem of a body with these errors, of which the first MAX_ERRORS are told. */
export function invalidBody(errors: readonly FieldError[]): ProblemError {
  return problem("invalid-body", sentence(errors), { errors: errors.slice(0, MAX_ERRORS) });
}

const MAX_ERRORS = 20;

const noParameters = z.strictObject({});

/** For routes without parameters. Throws `invalid-query`. */
export function refuseParameters(c: RouteContext): void {
  if (c.req.url.includes("?")) checkedQuery(c, noParameters);
}

/**
 * The query of a request as an object. A parameter given several times is refused, unless its schema
 * takes an array. Throws `invalid-query`, which names the parameters there are.
 */
export function checkedQuery<Shape extends z.ZodRawShape>(
  c: RouteContext,
  schema: z.ZodObject<Shape, z.core.$strict>,
): z.infer<z.ZodObject<Shape, z.core.$strict>> {
  const query = Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [
      name,
      values.length > 1 ? values : values[0],
    ]),
  );
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(fieldErrors).slice(0, MAX_ERRORS);
  const known = Object.keys(schema.shape).join(", ") || "none";
  throw problem("invalid-query", `${sentence(errors)} The parameters here: ${known}.`, { errors });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
      pointer: jsonPointer([...issue.path, key]),
      keyword: "additionalProperties",
      message: "is not known here",
    }));
  return [
    {
      pointer: jsonPointer(issue.path),
      keyword: KEYWORDS[issue.code] ?? issue.code,
      message: issue.message,
    },
  ];
}

/** What zod finds, in JSON Schema's words. */
const KEYWORDS: Partial<Record<z.core.$ZodIssue["code"], string>> = {
  invalid_type: "type",
  invalid_format: "pattern",
  too_big: "maximum",
  too_small: "minimum",
  invalid_value: "enum",
  custom: "format",
};

function sentence(errors: readonly FieldError[]): string {
  const [first] = errors;
  if (!first) return "It does not fit.";
  const rest = errors.length > 1 ? ` And ${errors.length - 1} more.` : "";
  return `${first.pointer.slice(1) || "It"} ${first.message}.${rest}`;
}
