/**
 * An id that no other event has, also where `crypto.randomUUID` is not, such as a page without TLS. In the
 * order of time (UUID version 7, RFC 9562), which keeps the log's index of identities compact.
 */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = now.toString(16).padStart(12, "0");
  const variant = (8 + (Number.parseInt(random.slice(3, 4), 16) % 4)).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${random.slice(0, 3)}`,
    variant + random.slice(4, 7),
    random.slice(8),
  ].join("-");
}
