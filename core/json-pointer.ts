const MAX_NAME = 200;

/** A JSON Pointer (RFC 6901). A name that is longer than any we know is cut. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escape(shorten(String(key)))}`).join("");
}

function escape(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Without half of a pair at its end. */
function shorten(name: string): string {
  return name.length > MAX_NAME ? name.slice(0, MAX_NAME).replace(/[\uD800-\uDBFF]$/, "") : name;
}
