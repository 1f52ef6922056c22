import { parseInstant } from "../core/instant.ts";
import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import { jsonPointer } from "../core/json-pointer.ts";
import { EVENT_ID, EVENT_TYPE, SOURCE } from "../core/names.ts";
import type { FieldError } from "../core/problem.ts";
import { invalidBody } from "./checked.ts";

/** An event as a writer sends it. */
export interface Envelope {
  readonly type: string;
  readonly data: Json;
  readonly id?: string | undefined;
  readonly source?: string | undefined;
  readonly occurredAt?: string | undefined;
  readonly metadata?: JsonObject | undefined;
}

interface Rule {
  readonly holds: (member: Json) => boolean;
  readonly keyword: string;
  readonly message: string;
}

/** Plain functions, since a batch asks them a thousand times: zod took a tenth of an append's time. */
const rules: ReadonlyMap<string, Rule> = new Map([
  [
    "type",
    pattern(
      EVENT_TYPE,
      "must be 1 to 64 letters, digits or . _ ~ -, beginning with a letter or a digit",
    ),
  ],
  ["data", { holds: () => true, keyword: "type", message: "" }],
  ["id", pattern(EVENT_ID, "must be a string of 1 to 128 characters")],
  [
    "source",
    pattern(
      SOURCE,
      "must be a string of 1 to 256 characters, none of them a control character, and not begin with foldlog/",
    ),
  ],
  ["metadata", { holds: isJsonObject, keyword: "type", message: "must be an object" }],
  [
    "occurredAt",
    {
      holds: (member) => typeof member === "string" && parseInstant(member) !== undefined,
      keyword: "format",
      message: "must be an RFC 3339 time that exists, such as 2026-01-31T12:00:00.123456Z",
    },
  ],
]);
/** Of more, some are not known. */
const MOST_MEMBERS = 30;
const REQUIRED = ["type", "data"];

/** The values as events. Throws `invalid-body` with what is wrong of the first that is; `path` is where they stand in the body. */
export function checkedEnvelopes(
  values: readonly Json[],
  path: (index: number) => string,
): readonly Envelope[] {
  for (const [i, value] of values.entries()) {
    const errors = envelopeErrors(value, path(i));
    if (errors.length > 0) throw invalidBody(errors);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rules say so
  return values as unknown as readonly Envelope[];
}

function envelopeErrors(value: Json, path: string): FieldError[] {
  if (!isJsonObject(value))
    return [{ pointer: path, keyword: "type", message: "must be an object" }];
  const errors: FieldError[] = [];
  for (const name of REQUIRED)
    if (!Object.hasOwn(value, name))
      errors.push({ pointer: `${path}/${name}`, keyword: "required", message: "must be there" });
  for (const name of Object.keys(value).slice(0, MOST_MEMBERS)) {
    const { holds, keyword, message } = rules.get(name) ?? UNKNOWN;
    if (!holds(value[name] ?? null))
      errors.push({ pointer: path + jsonPointer([name]), keyword, message });
  }
  return errors;
}

const UNKNOWN: Rule = {
  holds: () => false,
  keyword: "additionalProperties",
  message: "is not a member of an event",
};

function pattern(shape: RegExp, message: string): Rule {
  return {
    holds: (member) => typeof member === "string" && shape.test(member),
    keyword: "pattern",
    message,
  };
}
