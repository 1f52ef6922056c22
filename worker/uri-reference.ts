/** The characters of RFC 3986, 2: unreserved, sub-delims, and percent-encoded ones. */
const PLAIN = "A-Za-z0-9._~!$&'()*+,;=\\-";
const ENCODED = "%[0-9A-Fa-f]{2}";

const SCHEME = "[A-Za-z][A-Za-z0-9+.-]*:";
/** Without a scheme no colon stands before the first slash: what stands before it would be one. */
const NO_SCHEME = "(?![^/?#]*:)";
const USER = `(?:(?:[${PLAIN}:]|${ENCODED})*@)?`;
const HOST = `(?:\\[[0-9A-Fa-fv:.]+\\]|(?:[${PLAIN}]|${ENCODED})*)`;
const AUTHORITY = `(?://${USER}${HOST}(?::\\d*)?(?=[/?#]|$)|(?!//))`;
const PATH = `(?:[${PLAIN}:@/]|${ENCODED})*`;
const QUERY_AND_FRAGMENT = ["\\?", "#"]
  .map((mark) => `(?:${mark}(?:[${PLAIN}:@/?]|${ENCODED})*)?`)
  .join("");

const REST = AUTHORITY + PATH + QUERY_AND_FRAGMENT;
const URI_PATTERN = new RegExp(`^${SCHEME}${REST}$`);
const REFERENCE_PATTERN = new RegExp(`^(?:${SCHEME}|${NO_SCHEME})${REST}$`);

/** Whether a text is a URI (RFC 3986, 3), with or without a fragment. */
export function isUri(text: string): boolean {
  return URI_PATTERN.test(text);
}

/** Whether a text is a URI reference (RFC 3986, 4.1). */
export function isUriReference(text: string): boolean {
  return REFERENCE_PATTERN.test(text);
}

/** The text as it is if it is a URI reference; another one is percent-encoded into one. */
export function asUriReference(text: string): string {
  return isUriReference(text) ? text : encodeURIComponent(text);
}
