import { canonicalText } from "../../../core/canonical-text.ts";
import type { Json } from "../../../core/json.ts";
import type { FieldError } from "../../../core/problem.ts";
import type { Check, SchemaKind } from "../schema-kind.ts";
import { constantsOf, typeOf } from "./json-type.ts";
import { type SchemaNode, isNever } from "./schema-node.ts";
import { separate } from "./separate.ts";
import type { Written } from "./written.ts";

/** Checked by themselves, since lists may be long. */
const LISTS: ReadonlySet<string> = new Set(["const", "enum"]);
/** So much text of a schema that is compiled is one step. */
const COMPILED_CHARS_PER_STEP = 64;
/** So much text of a schema, or of a value, that is tried is one step. */
const TRIED_CHARS_PER_STEP = 640;
/** What else it takes to try a value, in steps. */
const TRIAL = 0.2;

/** Whether a value fits, whose canonical text is known; `undefined`: it cannot be told. */
type Trial = (value: Json, text: string) => boolean | undefined;

/** Tries values against schemas. */
export class Constants {
  private readonly checks = new Map<SchemaNode, Map<string, Trial | undefined>>();
  private readonly lists = new Map<SchemaNode, ReadonlySet<string>>();
  private readonly patterns = new Map<string, Check>();
  private readonly known = new WeakMap<Written, readonly Json[]>();

  private readonly compile: SchemaKind["compile"];
  private readonly spend: (steps: number) => void;

  /** `spend` is told how many steps of work something is. */
  constructor(compile: SchemaKind["compile"], spend: (steps: number) => void) {
    this.compile = compile;
    this.spend = spend;
  }

  /** Whether a value fits the keywords that are named, or all; `undefined`: this cannot be told. */
  takes(
    node: SchemaNode,
    value: Json,
    keywords: readonly string[] = Object.keys(node.keywords),
  ): boolean | undefined {
    if (isNever(node)) return false;
    const asked = keywords.filter((keyword) => Object.hasOwn(node.keywords, keyword));
    const text = canonicalText(value);
    this.spend(TRIAL + text.length / TRIED_CHARS_PER_STEP);
    if (asked.some((keyword) => LISTS.has(keyword)) && !this.listed(node).has(text)) return false;
    const others = asked.filter((keyword) => !LISTS.has(keyword));
    if (others.length === 0) return true;
    return this.checkOf(node, others)?.(value, text);
  }

  matches(pattern: string, text: string): boolean {
    const check = this.patterns.get(pattern) ?? this.compile({ pattern });
    this.patterns.set(pattern, check);
    this.spend(TRIAL + text.length / TRIED_CHARS_PER_STEP);
    return check(text).length === 0;
  }

  /** The values that can be written, if that can be listed: some of them may be seen to fit, and do not. */
  of(written: Written): readonly Json[] | undefined {
    const known = this.known.get(written);
    if (known) return known;
    const values = listedBy(written)?.filter((value) => this.canBe(written, value));
    if (values) this.known.set(written, values);
    return values;
  }

  private canBe(written: Written, value: Json): boolean {
    if (!written.types.has(typeOf(value))) return false;
    return (
      written.parts.every((part) => this.takes(part, value) !== false) &&
      written.excluded.every((node) => this.takes(node, value) !== true)
    );
  }

  /** Remembers what it was asked. Each answer counts for more, the larger the schema is. */
  private trialOf(schema: Json): Trial {
    const check = this.compile(schema);
    const known = new Map<string, boolean | undefined>();
    const chars = JSON.stringify(schema).length;
    this.spend(chars / COMPILED_CHARS_PER_STEP);
    return (value, text) => {
      if (known.has(text)) return known.get(text);
      this.spend(chars / TRIED_CHARS_PER_STEP);
      const fits = verdict(check(value));
      known.set(text, fits);
      return fits;
    };
  }

  /** The texts of the constants of a schema. */
  private listed(node: SchemaNode): ReadonlySet<string> {
    const known = this.lists.get(node);
    if (known) return known;
    const texts = new Set((constantsOf(node) ?? []).map((value) => canonicalText(value)));
    this.lists.set(node, texts);
    return texts;
  }

  private checkOf(node: SchemaNode, keywords: readonly string[]): Trial | undefined {
    const checks = this.checks.get(node) ?? new Map<string, Trial | undefined>();
    this.checks.set(node, checks);
    const key = keywords.join();
    if (checks.has(key)) return checks.get(key);
    const schema = separate(node, keywords);
    const trial = schema && this.trialOf(schema);
    checks.set(key, trial);
    return trial;
  }
}

/** A check that gives up tells nothing. */
function verdict(errors: readonly FieldError[]): boolean | undefined {
  return errors.some(({ keyword }) => keyword === "budget") ? undefined : errors.length === 0;
}

/** The shortest list of values that all that is written is among. */
function listedBy({ parts, types }: Written): readonly Json[] | undefined {
  const lists = parts.flatMap((part) => {
    const values = constantsOf(part);
    return values ? [values] : [];
  });
  const [shortest] = lists.toSorted((a, b) => a.length - b.length);
  if (shortest) return shortest;
  const isFew = [...types].every((type) => type === "null" || type === "boolean");
  return isFew ? [null, true, false] : undefined;
}
