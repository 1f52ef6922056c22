import type { Gap } from "../schema-kind.ts";
import { hard } from "./gap.ts";
import { type SchemaNode, isAlways, isNever } from "./schema-node.ts";

/**
 * What was shown, and what is being shown. The same question about a value within a value may be taken for
 * answered while it is being asked: values are finite, so the proof ends at the innermost. When a question
 * turns out badly, all that was shown since it was asked is forgotten, for it may rest on it.
 */
export class Trail {
  private readonly shown = new Set<string>();
  private readonly order: string[] = [];
  private readonly failed = new Map<string, readonly Gap[]>();
  private readonly numbers = new Map<SchemaNode, number>();

  /** A name for the question whether what fits all of `written` fits `read`. */
  key(written: readonly SchemaNode[], read: SchemaNode): string {
    const numbers = new Set(written.map((node) => this.numberOf(node)));
    return `${[...numbers].toSorted((a, b) => a - b).join()}|${this.numberOf(read)}`;
  }

  /** The answer to a question, which `ask` works out unless it is known. */
  answer(key: string, ask: () => readonly Gap[]): readonly Gap[] {
    if (this.shown.has(key)) return [];
    const known = this.failed.get(key);
    if (known) return known;
    const start = this.order.length;
    this.shown.add(key);
    this.order.push(key);
    const gaps = ask();
    if (!hard(gaps)) return gaps;
    for (const each of this.order.splice(start)) this.shown.delete(each);
    this.failed.set(key, gaps);
    return gaps;
  }

  /** What every value fits, and what none does, is one thing each wherever it stands. */
  private numberOf(node: SchemaNode): number {
    if (isNever(node)) return -1;
    if (isAlways(node)) return -2;
    const known = this.numbers.get(node) ?? this.numbers.size;
    this.numbers.set(node, known);
    return known;
  }
}
