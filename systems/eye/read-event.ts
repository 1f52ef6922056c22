import { formatInstant, type Instant } from "../../core/instant.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { jsonPointer } from "../../core/json-pointer.ts";
import { EVENT_ID, EVENT_TYPE } from "../../core/names.ts";
import type { FieldError } from "../../core/problem.ts";
import { readMember, textLike, type Reading, type Rule } from "../read-member.ts";
import { APPLICATION, SESSION_ID, type SentData } from "./events.ts";
import { isAhead, readTimestamp } from "./timestamp.ts";

/** Who sends events, and when. */
export interface Sender {
  /** The application in whose name it may send; `undefined`: in any. */
  readonly application: string | undefined;
  /** By the clock of who receives them. */
  readonly now: Instant;
}

export interface SentEvent {
  readonly data: SentData;
  /** RFC 3339 in UTC. */
  readonly occurredAt: string;
}

/** What could be read of something that was sent as an event. */
export interface ReadEvent {
  readonly application: string | undefined;
  readonly category: string | undefined;
  readonly id: string | undefined;
  /** There if each of its members is; it may still be refused for what they say together. */
  readonly event: SentEvent | undefined;
  /** What stands against it, whatever the schema of its category says. */
  readonly errors: readonly FieldError[];
}

/** Reads an event. Anything at all may have been sent. */
export function readEvent(value: Json, sender: Sender): ReadEvent {
  const { application } = sender;
  if (!isJsonObject(value)) return { ...NOTHING, application, errors: [NO_OBJECT] };
  const reading: Reading = { members: value, errors: [] };
  const read = readMembers(reading, sender);
  reading.errors.push(...unknownMembers(value));
  const { category, name, id } = read;
  return {
    application: application ?? name,
    category,
    id,
    event: eventOf(value, read),
    errors: reading.errors,
  };
}

/** What each member says; `undefined` if it is not there or wrong. */
interface Members {
  readonly session: string | undefined;
  readonly category: string | undefined;
  readonly name: string | undefined;
  readonly data: Json | undefined;
  readonly instant: Instant | undefined;
  readonly id: string | undefined;
}

function eventOf({ timestamp }: JsonObject, members: Members): SentEvent | undefined {
  const { session, category, name, data, instant } = members;
  if (session === undefined || category === undefined || name === undefined) return undefined;
  if (data === undefined || !instant || typeof timestamp !== "string") return undefined;
  const sent = { session_id: session, category, name, data, timestamp };
  return { data: sent, occurredAt: formatInstant(instant) };
}

function readMembers(reading: Reading, { application, now }: Sender): Members {
  const session = readMember(reading, "session_id", SESSION);
  const category = readMember(reading, "category", CATEGORY);
  const name = readMember(reading, "name", NAME);
  if (name !== undefined && application !== undefined && name !== application)
    reading.errors.push(FOREIGN);
  const data = readMember(reading, "data", ANYTHING);
  const instant = readMember(reading, "timestamp", TIMESTAMP);
  if (instant && isAhead(instant, now)) reading.errors.push(AHEAD);
  const id = reading.members["id"] === undefined ? undefined : readMember(reading, "id", ID);
  return { session, category, name, data, instant, id };
}

const NOTHING = { category: undefined, id: undefined, event: undefined };
const NO_OBJECT: FieldError = { pointer: "", keyword: "type", message: "must be an object" };

const SESSION = textLike(
  SESSION_ID,
  "must be a string of 1 to 200 characters, none of them a control character",
);
const CATEGORY = textLike(
  EVENT_TYPE,
  "must be 1 to 64 letters, digits or . _ ~ -, beginning with a letter or a digit",
);
const NAME = textLike(
  APPLICATION,
  "must be the name of the application: 1 to 64 characters, none of them a control character",
);
const ID = textLike(EVENT_ID, "must be a string of 1 to 128 characters");
const ANYTHING: Rule<Json> = { keyword: "type", message: "must be there", read: (value) => value };
const TIMESTAMP: Rule<Instant> = {
  keyword: "format",
  message:
    "must be a time that exists, such as 2021-09-26 09:15:27.243860 or 2021-09-26T11:15:27+02:00",
  read: (value) => (typeof value === "string" ? readTimestamp(value) : undefined),
};

const FOREIGN: FieldError = {
  pointer: "/name",
  keyword: "const",
  message: "must be the application in whose name the sender may send",
};
const AHEAD: FieldError = {
  pointer: "/timestamp",
  keyword: "maximum",
  message: "must not be more than 5 minutes ahead of the clock here",
};

const MEMBERS = new Set(["session_id", "category", "name", "data", "timestamp", "id"]);

/** There may be any number of them, so only the first is told. */
function unknownMembers(value: JsonObject): FieldError[] {
  const unknown = Object.keys(value).find((name) => !MEMBERS.has(name));
  if (unknown === undefined) return [];
  const message = "is not a member of an event";
  return [{ pointer: jsonPointer([unknown]), keyword: "additionalProperties", message }];
}
