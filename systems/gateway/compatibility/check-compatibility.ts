import type { Json } from "../../../core/json.ts";
import type { CompatibilityMode } from "../compatibility-mode.ts";
import type { Effort, SchemaKind } from "../schema-kind.ts";

/** More differences are not told. */
const MAX_DIFFERENCES = 100;

/** A version of a schema that came before. */
export interface EarlierSchema {
  readonly version: number;
  readonly schema: Json;
}

/** `backward`: who reads by the new schema may be given what was written by an earlier one; `forward`: the reverse. */
type Direction = "backward" | "forward";

/** A place where the new schema differs from an earlier one so that an event may fit one and not the other. */
export type Difference = {
  readonly rule: string;
  /** JSON Pointer into the schema that reads if it has the place, else into the one that writes. */
  readonly pointer: string;
  /** What stands there in the earlier schema, shortened if it is long; `null`: nothing. */
  readonly before: Json;
  /** The same in the new schema. */
  readonly after: Json;
  readonly message: string;
  /** Of the earlier schema. */
  readonly version: number;
  readonly direction: Direction;
  /** It is allowed, and told. */
  readonly isWarning?: true;
};

export interface Compatibility {
  readonly isCompatible: boolean;
  /** By version, the newest first, at most 100: those that are allowed come last. */
  readonly differences: readonly Difference[];
}

interface Registration {
  readonly mode: CompatibilityMode;
  readonly schema: Json;
  /** The oldest first. The modes that are not transitive look at the last one alone. */
  readonly earlier: readonly EarlierSchema[];
  readonly kind: Pick<SchemaKind, "compare">;
}

const DIRECTIONS: Readonly<Record<CompatibilityMode, readonly Direction[]>> = {
  NONE: [],
  BACKWARD: ["backward"],
  FORWARD: ["forward"],
  FULL: ["backward", "forward"],
  BACKWARD_TRANSITIVE: ["backward"],
  FORWARD_TRANSITIVE: ["forward"],
  FULL_TRANSITIVE: ["backward", "forward"],
};

/** Whether a schema keeps what its topic promises to those who read or write by earlier versions. */
export function checkCompatibility({ mode, schema, earlier, kind }: Registration): Compatibility {
  const compared = mode.endsWith("_TRANSITIVE") ? earlier.toReversed() : earlier.slice(-1);
  const effort = { left: 1 };
  const all = compared.flatMap((each) =>
    DIRECTIONS[mode].flatMap((direction) => differences({ schema, each, kind, effort }, direction)),
  );
  const breaking = all.filter((difference) => !difference.isWarning);
  const allowed = all.filter((difference) => difference.isWarning);
  return {
    isCompatible: breaking.length === 0,
    differences: [...breaking, ...allowed].slice(0, MAX_DIFFERENCES),
  };
}

interface Pair {
  readonly schema: Json;
  readonly each: EarlierSchema;
  readonly kind: Pick<SchemaKind, "compare">;
  readonly effort: Effort;
}

function differences(
  { schema, each, kind, effort }: Pair,
  direction: Direction,
): readonly Difference[] {
  const isBackward = direction === "backward";
  const [from, to] = isBackward ? [each.schema, schema] : [schema, each.schema];
  const gaps = kind.compare(from, to, effort);
  return gaps.map(({ rule, pointer, written, read, message, isWarning }) => {
    const [before, after] = isBackward ? [written, read] : [read, written];
    const told = { rule, pointer, before, after, message, version: each.version, direction };
    return isWarning ? Object.assign(told, { isWarning }) : told;
  });
}
