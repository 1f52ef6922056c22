const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "fl_";
const ID_CHARS = 12;
/** 256 bits. */
const SECRET_CHARS = 43;
/** 32 bits. */
const CHECKSUM_CHARS = 6;
const KEY = new RegExp(
  `^${PREFIX}([0-9A-Za-z]{${ID_CHARS}})[0-9A-Za-z]{${SECRET_CHARS + CHECKSUM_CHARS}}$`,
);

export interface KeyText {
  readonly id: string;
  /** Whoever has it has the key. */
  readonly text: string;
}

/**
 * A new key: a prefix by which scanners of public code know it, an id by which it is looked up and
 * spoken of, a secret, and a checksum by which a mistyped key is known without a look.
 */
export function newKeyText(): KeyText {
  const id = randomLetters(ID_CHARS);
  const begun = PREFIX + id + randomLetters(SECRET_CHARS);
  return { id, text: begun + checksum(begun) };
}

/** The id of a key; `undefined` if the text is none, or was mistyped. */
export function idOfKeyText(text: string): string | undefined {
  const id = KEY.exec(text)?.[1];
  const end = text.length - CHECKSUM_CHARS;
  return checksum(text.slice(0, end)) === text.slice(end) ? id : undefined;
}

/** An id by itself, for a key that has no text. */
export function newKeyId(): string {
  return randomLetters(ID_CHARS);
}

function randomLetters(count: number): string {
  let letters = "";
  while (letters.length < count) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    // 248 is the greatest multiple of 62 in a byte: beyond it some letters would come more often.
    if (byte < 248) letters += LETTERS[byte % LETTERS.length];
  }
  return letters;
}

function checksum(text: string): string {
  let rest = crc32(new TextEncoder().encode(text));
  let letters = "";
  for (let i = 0; i < CHECKSUM_CHARS; i += 1) {
    letters = LETTERS[rest % LETTERS.length] + letters;
    rest = Math.floor(rest / LETTERS.length);
  }
  return letters;
}

/** As in Ethernet and gzip (RFC 1952, 8). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
