import type { Json } from "../../../core/json.ts";
import type { Gap } from "../schema-kind.ts";
import type { Rule } from "./rules.ts";
import type { SchemaNode } from "./schema-node.ts";
import type { Written } from "./written.ts";

/** Keywords that mean something together, and how it is shown that all that is written fits them. */
export interface Keywords {
  readonly keywords: readonly string[];
  /** It helps to look at each type of what is written by itself. */
  readonly isSplitByType?: true;
  /** They depend on all other keywords of their schema. */
  readonly isWhole?: true;
  /** What is broken if a constant does not fit them. */
  readonly rule: Rule;
  /**
   * Where something that is written may not fit these keywords of `read`, one of the parts that a reader
   * goes by. None if it cannot be: where that is not certain there is a gap.
   */
  gaps(written: Written, read: SchemaNode, proof: Proof): readonly Gap[];
}

/** Questions that come up on the way. Each counts as a step; when there were too many, all are answered with no. */
export interface Proof {
  /** All gaps are asked for. Otherwise one that is no warning is as good as all. */
  readonly isThorough: boolean;
  /** An open property is no exception. */
  readonly isStrict: boolean;
  /** Where the same value may not fit another schema. */
  here(written: Written, read: SchemaNode): readonly Gap[];
  /** Where a value within the value, such as a property, may not fit. */
  within(written: readonly SchemaNode[], read: SchemaNode): readonly Gap[];
  /** Whether it is certain that all that is written fits, an open property being no exception. */
  isCertain(written: Written, read: SchemaNode): boolean;
  /** The same, of a value within the value. */
  isCertainWithin(written: readonly SchemaNode[], read: SchemaNode): boolean;
  /** The same, but not thorough. */
  readonly trial: Proof;
  /** Whether it is certain that nothing fits all of this. */
  isEmpty(written: Written): boolean;
  isEmptyWithin(written: readonly SchemaNode[]): boolean;
  /** The values that can be written, if they can be counted; some of them may be too many. */
  constants(written: Written): readonly Json[] | undefined;
  /** Whether a value fits a schema; `undefined`: this cannot be told. */
  takes(node: SchemaNode, value: Json): boolean | undefined;
  /** Whether a pattern is found in a text. */
  matches(pattern: string, text: string): boolean;
}
