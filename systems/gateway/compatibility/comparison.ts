import type { Json } from "../../../core/json.ts";
import type { Gap, SchemaKind } from "../schema-kind.ts";
import { Constants } from "./constants.ts";
import { isImpossible } from "./emptiness.ts";
import { firstOf, gap, hard, quoted } from "./gap.ts";
import { KEYWORDS } from "./keywords.ts";
import type { Keywords, Proof } from "./proof.ts";
import { type SchemaNode, NEVER, isAlways, isNever } from "./schema-node.ts";
import { areEqual } from "./separate.ts";
import { type Steps, TOO_COMPLEX } from "./steps.ts";
import { spelledOut } from "./spelled-out.ts";
import { Trail } from "./trail.ts";
import { type Choice, type Written, alone, chosen, fitting, unfold } from "./written.ts";

/** Cases of several choices at once that are tried. */
const MAX_CASES = 64;
/** So many parts of what is written are looked at in a step. */
const PARTS_PER_STEP = 4;

type Mode = "all" | "trial" | "strict";

interface Question {
  readonly written: Written;
  readonly read: SchemaNode;
  readonly keywords: Keywords;
  /** How many cases of several choices at once may still be tried, once it has come to that. */
  readonly cases?: { left: number };
}

/** What a comparison of two schemas shares. */
interface Shared {
  readonly steps: Steps;
  readonly trail: Trail;
  readonly constants: Constants;
  /** Questions that wait. */
  readonly later: (() => readonly Gap[])[];
}

/**
 * A comparison of two schemas, which answers the questions that come up. Deep ones wait if no other answer
 * depends on theirs: they are taken for answered as well as can be, and their gaps come at the end.
 */
export class Comparison implements Proof {
  private readonly shared: Shared;
  private readonly mode: Mode;

  private constructor(shared: Shared, mode: Mode) {
    this.shared = shared;
    this.mode = mode;
  }

  static begin(compile: SchemaKind["compile"], steps: Steps): Comparison {
    const constants = new Constants(compile, (spent) => steps.spend(spent));
    return new Comparison({ steps, constants, trail: new Trail(), later: [] }, "all");
  }

  get isThorough(): boolean {
    return this.mode === "all";
  }

  get isStrict(): boolean {
    return this.mode === "strict";
  }

  get trial(): Proof {
    return this.isStrict ? this : new Comparison(this.shared, "trial");
  }

  private get strict(): Comparison {
    return this.isStrict ? this : new Comparison(this.shared, "strict");
  }

  here(written: Written, read: SchemaNode): readonly Gap[] {
    if (written.types.size === 0 || isAlways(read)) return [];
    return this.shared.steps.within(() => this.everyPart(written, read), [TOO_COMPLEX]);
  }

  within(written: readonly SchemaNode[], read: SchemaNode): readonly Gap[] {
    if (isAlways(read) || written.some(isNever)) return [];
    const { steps, trail, later } = this.shared;
    const nodes = written.filter((node) => !isAlways(node));
    const key = `${this.mode}|${trail.key(nodes, read)}`;
    const ask = () => trail.answer(key, () => this.here(fitting(nodes), read));
    if (!steps.isDeep || !this.isThorough) return ask();
    later.push(ask);
    return [];
  }

  /** The gaps of the questions that wait, and of those that come up with them. */
  waiting(): readonly Gap[] {
    let gaps: readonly Gap[] = [];
    for (const ask of this.shared.later) gaps = firstOf(gaps.concat(ask()));
    return gaps;
  }

  isCertain(written: Written, read: SchemaNode): boolean {
    return this.strict.here(written, read).length === 0;
  }

  isCertainWithin(written: readonly SchemaNode[], read: SchemaNode): boolean {
    return this.strict.within(written, read).length === 0;
  }

  isEmpty(written: Written): boolean {
    const ask = () =>
      isImpossible(written, this) ||
      written.choices.some((choice, index) =>
        choice.every((one) => this.isEmpty(chosen(written, index, one))),
      );
    return this.shared.steps.within(ask, false);
  }

  isEmptyWithin(written: readonly SchemaNode[]): boolean {
    return this.strict.within(written, NEVER).length === 0;
  }

  constants(written: Written): readonly Json[] | undefined {
    return this.shared.constants.of(written);
  }

  takes(node: SchemaNode, value: Json): boolean | undefined {
    return this.shared.constants.takes(node, value);
  }

  matches(pattern: string, text: string): boolean {
    return this.shared.constants.matches(pattern, text);
  }

  private everyPart(written: Written, read: SchemaNode): readonly Gap[] {
    let gaps: readonly Gap[] = [];
    for (const part of unfold([read])) {
      if (isNever(part)) gaps = gaps.concat(this.nothing(written, part));
      for (const keywords of KEYWORDS) {
        if (!keywords.keywords.some((each) => Object.hasOwn(part.keywords, each))) continue;
        gaps = firstOf(gaps.concat(this.ask({ written, read: part, keywords })));
        if (!this.isThorough && hard(gaps)) return gaps;
      }
    }
    return gaps;
  }

  private nothing(written: Written, read: SchemaNode): readonly Gap[] {
    if (this.isEmpty(written)) return [];
    return [
      gap(
        "nothing-read",
        { written, read, at: [] },
        "something may be written, and nothing is read",
      ),
    ];
  }

  private ask(question: Question): readonly Gap[] {
    const { written, read, keywords } = question;
    this.shared.steps.spend(written.parts.length / PARTS_PER_STEP);
    if (written.types.size === 0 || this.isSame(question)) return [];
    const gaps = firstOf(this.refused(question) ?? keywords.gaps(written, read, this));
    if (gaps.length === 0 || isImpossible(written, this)) return [];
    if (!hard(gaps)) return gaps;
    return this.caseByCase(question) ?? gaps;
  }

  /** Whether a part of what is written has the same keywords. */
  private isSame({ written, read, keywords }: Question): boolean {
    return written.parts.some((part) => {
      const all = [...Object.keys(part.keywords), ...Object.keys(read.keywords)];
      return areEqual(part, read, keywords.isWhole ? all : keywords.keywords);
    });
  }

  /** Where constants do not fit; `undefined`: they cannot all be listed. */
  private refused(question: Question): readonly Gap[] | undefined {
    const { written, read, keywords } = question;
    const names = keywords.isWhole ? Object.keys(read.keywords) : keywords.keywords;
    const values = this.constants(written);
    const tried = values?.map(
      (value) => [value, this.shared.constants.takes(read, value, names)] as const,
    );
    const untold = tried?.filter(([, verdict]) => verdict === undefined);
    const first = tried?.find(([, verdict]) => verdict === false);
    const gaps = untold?.flatMap(([value]) =>
      keywords.gaps(fitting([spelledOut(value)]), read, this),
    );
    return gaps && first ? [refusal(question, first[0]), ...gaps] : gaps;
  }

  /** What is told of the first choice if none helps; `undefined`: there is no choice. */
  private caseByCase(question: Question): readonly Gap[] | undefined {
    const choices = choicesOf(question);
    const several = { ...question, cases: question.cases ?? { left: MAX_CASES } };
    let told: readonly Gap[] | undefined;
    for (const asked of choices.length > 1 ? [question, several] : [question])
      for (const [index, choice] of choices.entries()) {
        const gaps = this.everyCase(asked, index, choice);
        if (!hard(gaps)) return gaps;
        told ??= gaps;
      }
    return told;
  }

  /** One choice alone, or with those after it as well once it has come to that. */
  private everyCase(question: Question, index: number, choice: Choice): readonly Gap[] {
    const { written, cases } = question;
    let gaps: readonly Gap[] = [];
    for (const one of choice) {
      if (cases) cases.left -= 1;
      if (cases && cases.left < 0) return [untried(question)];
      const known = cases ? chosen(written, index, one) : alone(written, index, one);
      gaps = firstOf(gaps.concat(this.ask({ ...question, written: known })));
      if (!this.isThorough && hard(gaps)) return gaps;
    }
    return gaps;
  }
}

function refusal({ written, read, keywords }: Question, value: Json): Gap {
  const at = keywords.keywords.filter((each) => Object.hasOwn(read.keywords, each)).slice(0, 1);
  const message = `${quoted(value)} may be written, which the reader refuses`;
  return gap(keywords.rule, { written, read, at }, message);
}

function untried({ written, read, keywords }: Question): Gap {
  const at = keywords.keywords.filter((each) => Object.hasOwn(read.keywords, each)).slice(0, 1);
  return gap("not-shown", { written, read, at }, "there are too many cases to try them all");
}

function choicesOf({ written, keywords }: Question): readonly Choice[] {
  if (!keywords.isSplitByType || written.types.size <= 1) return written.choices;
  const byType = [...written.types].map((type) => ({ fits: [], types: new Set([type]) }));
  return [...written.choices, byType];
}
