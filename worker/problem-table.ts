import type { ProblemCode } from "../core/problem.ts";
import { accessProblems } from "./access/access-problems.ts";
import { eyeProblems } from "./eye/eye-problems.ts";
import type { ProblemKind } from "./problem-kind.ts";

/** The one place where problems meet HTTP. */
export const problemTable: Readonly<Record<ProblemCode, ProblemKind>> = {
  ...accessProblems,
  ...eyeProblems,
  "already-exists": {
    status: 409,
    title: "It is there already",
    help: "What the command would bring about has happened before, by another event. Read what there is; a retry of the first request must carry its id.",
  },
  "category-owned": {
    status: 409,
    title: "The category belongs to a system",
    help: "The events of this category are decided by a system, so they cannot be appended as they are. Send the system a command instead.",
  },
  "command-not-found": {
    status: 404,
    title: "No such command",
    help: "A command belongs to the system that owns the category of the stream. The detail names those there are.",
  },
  "dead-letter-not-found": {
    status: 404,
    title: "No such dead letter",
    help: "A dead letter is known by the position of its event, and is gone when a retry has taken it. GET /v1/views/{name}/dead-letters lists those there are.",
  },
  "event-id-conflict": {
    status: 409,
    title: "The event id is taken",
    help: "An event is known by its source and id for ever. The log has this pair with another stream, type, data or occurredAt, or knows only some of the events of an atomic append. A retry must be the same request; a new event needs a new id.",
  },
  "event-not-found": {
    status: 404,
    title: "No such event",
    help: "Positions begin at 1 and have no gaps; the highest is the head, which GET /v1/head tells.",
  },
  "event-not-registered": {
    status: 404,
    title: "Nobody has registered this event",
    help: "A topic takes events when a JSON Schema has been registered for it: POST it to /{client}/{event}/register_event. GET /{client}/list_events tells what a client has registered.",
  },
  "idempotency-key-reused": {
    status: 422,
    title: "The Idempotency-Key belongs to another request",
    help: "An Idempotency-Key gives its ids to the events of a request, so that a retry is known by them. It was sent before with other events or for another stream. A retry must be the same request; a new request needs a new key.",
  },
  "internal-error": {
    status: 500,
    title: "Something is broken here",
    help: "This is a fault of Foldlog, not of the request. Sending an append again is safe when its events carry ids.",
  },
  "invalid-body": {
    status: 400,
    title: "The body is not what this route takes",
    help: "Each entry of errors points at a member of the body and says what it must be. Members that the route does not know are refused, so that a mistyped one is not lost in silence.",
  },
  "invalid-event": {
    status: 400,
    title: "The event cannot be taken",
    help: "The system that owns the stream does not take this event. Each entry of errors points at what is wrong.",
  },
  "invalid-header": {
    status: 400,
    title: "A header cannot be understood",
    help: 'If-Match takes one revision in quotes, such as "3", or *. If-None-Match takes *. Not both. Last-Event-ID is a position. The attributes of a CloudEvent come as ce- headers, percent-encoded.',
  },
  "invalid-json": {
    status: 400,
    title: "The body is not I-JSON",
    help: "Bodies are JSON in UTF-8 that survives every reader (RFC 7493): no byte order mark, no member twice in an object, no lone surrogates, no numbers that a double would change, at most 64 levels.",
  },
  "invalid-path": {
    status: 400,
    title: "A part of the path is wrong",
    help: "A stream is category-id: the category is lower-case letters and digits, the id 1 to 200 characters, percent-encoded UTF-8. Positions, revisions and t are whole numbers from 0.",
  },
  "invalid-query": {
    status: 400,
    title: "The query is wrong",
    help: "Each entry of errors names a parameter. Parameters that the route does not know are refused; the detail names those it knows.",
  },
  "log-too-busy": {
    status: 503,
    title: "The log is busy",
    help: "More requests wait than the log can take. Send the same request again after Retry-After; with the same ids nothing is doubled.",
    retryAfter: 1,
  },
  "method-not-allowed": {
    status: 405,
    title: "The path does not take this method",
    help: "The Allow header names the methods that it takes.",
  },
  "no-decider": {
    status: 404,
    title: "Nothing folds this stream",
    help: "A state is the fold of a stream by the system that owns its category. No system owns this category; its events can be read all the same.",
  },
  "not-acceptable": {
    status: 406,
    title: "The answer does not exist in this form",
    help: "The Accept header asks for a media type that the route does not have. The detail names those it has.",
  },
  "not-found": {
    status: 404,
    title: "Nothing is here",
    help: "The path is none of the API's. The README lists the paths.",
  },
  "producer-off": {
    status: 503,
    title: "The producer is off",
    help: "Foldlog produces events of its own only where the variable PRODUCER=on is set: npm start does so by the file .dev.vars, a deploy does not. Nothing was started or changed.",
  },
  "quarantined-event-not-found": {
    status: 404,
    title: "No such event in quarantine",
    help: "An event leaves the quarantine when it is sent again, deleted, or too old, or when newer ones need its room; the log tells which. GET /v1/quarantine lists those that are there.",
  },
  refused: {
    status: 422,
    title: "The system refuses",
    help: "The request was understood, and the rules of the system say no. The member reason names the rule. Nothing was changed.",
  },
  "reserved-name": {
    status: 409,
    title: "The name is a word of the API",
    help: "The first part of this path belongs to routes of Foldlog, so no client can have it as its name. Choose another name for the client.",
  },
  "schema-incompatible": {
    status: 409,
    title: "The schema would break those who use it",
    help: "Each entry of differences says what the new schema changes for those who read or write by an earlier version, and where. Change the schema, or register it with another compatibility: GET /{client}/{event}/schema/versions tells which one holds.",
  },
  "schema-invalid": {
    status: 422,
    title: "This schema is not admitted",
    help: "Each entry of errors points into the schema and says what stands against it. Schemas are JSON Schema, draft 2020-12 or 7, that can be checked quickly whatever is sent: references stay inside the schema, patterns take time in proportion to the text, and sizes are bounded.",
  },
  "schema-mismatch": {
    status: 422,
    title: "The event does not fit its schema",
    help: "Each entry of errors points into the event and says what does not fit. The event is kept in quarantine for a while: it can be corrected there and sent again.",
  },
  "schema-version-not-found": {
    status: 404,
    title: "No such version of the schema",
    help: "Versions are numbers from 1. GET /{client}/{event}/schema/versions lists those there are.",
  },
  "stream-not-found": {
    status: 404,
    title: "No such stream",
    help: "A stream exists from its first event on. GET /v1/streams lists those there are.",
  },
  "too-large": {
    status: 413,
    title: "Too large",
    help: "A request may have 4 MiB and 1,000 events, the data of an event 256 KiB, its metadata 16 KiB. Send several requests.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "The body is of a type that this route does not take",
    help: "Send JSON with Content-Type: application/json, in UTF-8, without a Content-Encoding; /eye/events also takes text/plain and gzip.",
  },
  "view-behind": {
    status: 504,
    title: "The view is not there yet",
    help: "The view did not reach the position that was asked for in the time that Prefer: wait=s gave it. It goes on by itself: ask again, or ask with consistency=eventual for what is there.",
    retryAfter: 1,
  },
  "view-not-found": {
    status: 404,
    title: "No such view",
    help: "Each projection of a system has one view, with its name. GET /v1/views lists them.",
  },
  "view-rebuilding": {
    status: 503,
    title: "The view is being built",
    help: "There are no rows of this view that the program can read yet: it is built for the first time, after it was destroyed, or because its projection has a newer version. The members tell how far it is. It goes on by itself: ask again.",
    retryAfter: 1,
  },
  "wrong-expected-revision": {
    status: 412,
    title: "The stream is not where it was expected",
    help: "Somebody wrote to the stream first. Read it again from the revision that you knew, decide anew, and send that with the actual revision, which the ETag gives.",
  },
};
