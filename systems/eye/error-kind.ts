import type { FieldError } from "../../core/problem.ts";

/** What can be wrong with an event. */
export const ERROR_KINDS = [
  "unexpected-value",
  "invalid-timestamp",
  "future-timestamp",
  "unknown-category",
  "not-an-event",
  "foreign-application",
  "id-taken",
  "too-large",
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

/** No schema has been declared for the category. */
export const UNDECLARED: FieldError = {
  pointer: "/category",
  keyword: "declared",
  message:
    "must be a category that has been declared: PUT its JSON Schema to /eye/categories/{category}",
};

/** The id is in the log, or in quarantine, with other content. */
export const ID_TAKEN: FieldError = {
  pointer: "/id",
  keyword: "unique",
  message: "must be a new id: an event of this application has it, with other content",
};

/** The event is larger than any may be. */
export const TOO_LARGE: FieldError = {
  pointer: "",
  keyword: "size",
  message: "must be 256 KiB of JSON at most; of this one only the errors are kept",
};

/** By pointer and keyword. */
const KINDS: ReadonlyMap<string, ErrorKind> = new Map([
  ["/timestamp maximum", "future-timestamp"],
  ["/timestamp format", "invalid-timestamp"],
  ["/timestamp required", "invalid-timestamp"],
  [keyOf(UNDECLARED), "unknown-category"],
  [keyOf(ID_TAKEN), "id-taken"],
  [keyOf(TOO_LARGE), "too-large"],
  ["/name const", "foreign-application"],
  ["/data required", "not-an-event"],
]);

type Told = Pick<FieldError, "pointer" | "keyword">;

/** The kind of what is wrong with an event, which is that of the first of its errors. */
export function kindOf([first]: readonly Told[]): ErrorKind {
  if (!first) throw new Error("An event that fits has no error");
  const kind = KINDS.get(keyOf(first));
  if (kind) return kind;
  return /^\/data(?=\/|$)/.test(first.pointer) ? "unexpected-value" : "not-an-event";
}

function keyOf({ pointer, keyword }: Told): string {
  return `${pointer} ${keyword}`;
}
