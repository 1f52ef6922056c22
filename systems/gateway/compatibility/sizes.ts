import { gap } from "./gap.ts";
import type { JsonType } from "./json-type.ts";
import type { Keywords } from "./proof.ts";
import type { Rule } from "./rules.ts";
import type { SchemaNode } from "./schema-node.ts";
import type { Written } from "./written.ts";

/** A keyword that bounds how much there is of something. */
interface Sized {
  readonly keyword: string;
  readonly rule: Rule;
  readonly type: JsonType;
  /** The least, or the most, that can be written. */
  readonly reach: (written: Written) => number;
  /** What there is too little or too much of. */
  readonly what: string;
}

export function atLeast(sized: Sized): Keywords {
  return bound(sized, (reach, asked) => reach >= asked, "fewer");
}

export function atMost(sized: Sized): Keywords {
  return bound(sized, (reach, asked) => reach <= asked, "more");
}

type Holds = (reach: number, asked: number) => boolean;

function bound(
  { keyword, rule, type, reach, what }: Sized,
  holds: Holds,
  amount: string,
): Keywords {
  return {
    keywords: [keyword],
    rule,
    gaps(written, read) {
      const asked = sizeAt(read, keyword);
      if (!written.types.has(type) || asked === undefined || holds(reach(written), asked))
        return [];
      const message = `${amount} ${what} may be written than the ${asked} that the reader asks for`;
      return [gap(rule, { written, read, at: [keyword] }, message)];
    },
  };
}

/** What a keyword asks for that counts something. */
export function sizeAt(node: SchemaNode, keyword: string): number | undefined {
  const size = node.keywords[keyword];
  return typeof size === "number" ? size : undefined;
}

/** The least that is written, by this keyword. */
export function least({ parts }: Written, keyword: string): number {
  return Math.max(0, ...parts.map((part) => sizeAt(part, keyword) ?? 0));
}

/** The most that is written, by this keyword. */
export function most({ parts }: Written, keyword: string): number {
  return Math.min(Infinity, ...parts.map((part) => sizeAt(part, keyword) ?? Infinity));
}
