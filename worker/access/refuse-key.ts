import { isJsonObject, type Json } from "../../core/json.ts";
import { problem } from "../problem-error.ts";
import { idOfKeyText } from "./key-text.ts";

/**
 * Throws `invalid-body` for a key that stands in a body where it would be taken for something that is sent, and
 * kept: as the member `key` of an object, or of one in an array.
 */
export function refuseKey(body: Json): void {
  for (const value of Array.isArray(body) ? body : [body]) {
    const key = isJsonObject(value) ? value["key"] : undefined;
    if (typeof key === "string" && idOfKeyText(key) !== undefined) throw lostKey();
  }
}

function lostKey(): Error {
  return problem(
    "invalid-body",
    'A key stands in this body. In a body it is taken beside "body" and nothing else, as text/plain of 65,536 characters at most, without a Content-Encoding. Nothing was kept.',
  );
}
