import { formatInstant, parseInstant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import { EVENT_TYPE, SOURCE, STREAM } from "../core/names.ts";
import { oneOf, textLike, type Rule } from "../systems/read-member.ts";
import { isUri, isUriReference } from "./uri-reference.ts";

export const ONE_CLOUD_EVENT = "application/cloudevents+json";
export const CLOUD_EVENTS_BATCH = "application/cloudevents-batch+json";

/** What every attribute's name is made of. */
const ATTRIBUTE_NAME = /^[a-z0-9]+$/;

const CHARACTERS = "none of them a control character";

/** The attributes that have a place of their own in an event of the log. */
export const eventRules = {
  specversion: oneOf(["1.0"]),
  id: textLike(
    /^[^\p{Cc}\p{Cs}]{1,128}$/u,
    `must be a string of 1 to 128 characters, ${CHARACTERS}`,
  ),
  source: {
    keyword: "format",
    message:
      "must be a URI reference of 1 to 256 characters, percent-encoded where it must be, and not begin with foldlog/",
    read: (value) => textWith(value, (text) => SOURCE.test(text) && isUriReference(text)),
  },
  type: textLike(
    EVENT_TYPE,
    "must be 1 to 64 letters, digits or . _ ~ -, beginning with a letter or a digit, as every event type here",
  ),
  subject: textLike(
    STREAM,
    "must name the stream, as category-id, such as account-42: the category in lower-case letters and digits, the id 1 to 200 characters",
  ),
  time: {
    keyword: "format",
    message: "must be an RFC 3339 time that exists, such as 2026-01-31T12:00:00.123456Z",
    read(value) {
      const instant = typeof value === "string" ? parseInstant(value) : undefined;
      return instant && formatInstant(instant);
    },
  },
} satisfies Readonly<Record<string, Rule<string>>>;

const MAX_INTEGER = 2 ** 31;

const metadataRules: ReadonlyMap<string, Rule<Json>> = new Map([
  [
    "datacontenttype",
    {
      keyword: "pattern",
      message: "must be a media type of JSON, such as application/json or one that ends in +json",
      read: (value) => textWith(value, isJsonType),
    },
  ],
  [
    "dataschema",
    {
      keyword: "format",
      message: "must be a URI with a scheme",
      read: (value) => textWith(value, isUri),
    },
  ],
  ["data", nowhere("stands beside the attributes, and is none of them")],
  ["data_base64", nowhere("is not taken: data must be JSON, in the member data")],
]);

const extension: Rule<Json> = {
  keyword: "type",
  message: `must be true or false, an integer of 32 bits, or a string, in it ${CHARACTERS}`,
  read: (value) => (isAttributeValue(value) ? value : undefined),
};

/**
 * The rule of an attribute that an event keeps among its metadata, by its own name: all but those of
 * `eventRules`, for which it is `undefined`.
 */
export function metadataRule(name: string): Rule<Json> | undefined {
  if (Object.hasOwn(eventRules, name)) return undefined;
  return metadataRules.get(name) ?? (ATTRIBUTE_NAME.test(name) ? extension : MISNAMED);
}

const MISNAMED: Rule<Json> = {
  ...nowhere("must have a name of lower-case letters and digits, as every attribute"),
  keyword: "propertyNames",
};

/** Whether a media type, its parameters aside, is one of JSON. */
export function isJsonType(type: string): boolean {
  const [essence = ""] = type.split(";");
  return /^[^/\s]+\/(?:[^/\s]+\+)?json$/i.test(essence.trim()) && isText(type);
}

/** Whether a media type says no more of data than that it is JSON. */
export function isPlainJson(type: string): boolean {
  return /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(type);
}

/** Boolean, Integer, or one of the types of text (CloudEvents, "Type System"). */
function isAttributeValue(value: Json): boolean {
  if (typeof value === "number")
    return Number.isInteger(value) && value >= -MAX_INTEGER && value < MAX_INTEGER;
  return typeof value === "boolean" || (typeof value === "string" && isText(value));
}

function isText(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]*$/u.test(text);
}

function textWith(value: Json, holds: (text: string) => boolean): string | undefined {
  return typeof value === "string" && value !== "" && holds(value) ? value : undefined;
}

function nowhere(message: string): Rule<Json> {
  return { keyword: "not", message, read: () => undefined };
}
