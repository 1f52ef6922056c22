/** The shapes of names. Every pattern is anchored and linear. */

export const EVENT_TYPE = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/;
export const CATEGORY = /^[a-z][a-z0-9]{0,31}$/;
/** `category-id`; the id has 1–200 characters, none a control character. */
export const STREAM = /^[a-z][a-z0-9]{0,31}-\P{Cc}{1,200}$/u;
/** The id of a stream, behind its category. */
export const STREAM_ID = /^\P{Cc}{1,200}$/u;
/** What a stream's name may begin with: its category at least. */
export const STREAM_BEGINNING = /^[a-z][a-z0-9]{0,31}-\P{Cc}{0,200}$/u;
/** Opaque, 1–128 characters. */
export const EVENT_ID = /^[^]{1,128}$/u;
/** 1–256 characters, none a control character, not beginning as OWN_SOURCE. */
export const SOURCE = /^(?!foldlog\/)\P{Cc}{1,256}$/u;
/** What the sources of Foldlog's own events begin with, so that nobody else can take their identities. */
export const OWN_SOURCE = "foldlog/";

/** Of a key: who has it, and for what. */
export const KEY_NAME = /^\P{Cc}{1,100}$/u;

/** The origin (RFC 6454) of web pages; a URL parser may know it by another text still, as without a usual port. */
export const ORIGIN = /^https?:\/\/(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** The part of a stream's name before the first `-`. */
export function categoryOf(stream: string): string {
  return stream.slice(0, stream.indexOf("-"));
}
