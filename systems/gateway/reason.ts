import type { FieldError } from "../../core/problem.ts";
import type { QuarantineError } from "./events.ts";

const MAX_ERRORS = 5;
const MAX_POINTER = 300;
const MAX_REASON = 200;

/** What events are grouped by that do not fit: the first error, wherever in a list it is. */
export function reasonOf([first]: readonly FieldError[]): string {
  if (!first) throw new Error("An event that fits is not quarantined");
  const place = first.pointer.replaceAll(/\/\d+(?=\/|$)/g, "/*");
  const reason = `${first.keyword} at ${place === "" ? "the event itself" : place}`;
  // Without half of a pair at its end: half of one is no text, and could be neither kept nor asked for.
  return reason.slice(0, MAX_REASON).replace(/[\uD800-\uDBFF]$/, "");
}

/** Where errors are: so many, and so short, that a thousand such lists can be read at once. */
export function shortened(errors: readonly FieldError[]): QuarantineError[] {
  return errors.slice(0, MAX_ERRORS).map(({ pointer, keyword }) => ({
    pointer: pointer.length > MAX_POINTER ? around(pointer) : pointer,
    keyword,
  }));
}

/** The innermost place around the one that is meant whose pointer is not too long. */
function around(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/", MAX_POINTER));
}
