import type { Json } from "../../core/json.ts";
import type { Run } from "./run.ts";
import { Seen } from "./seen.ts";

/**
 * Whether a value fits; what does not is told to the run. What it judges is added to `seen`, if someone asks.
 */
export type Rule = (run: Run, value: Json, seen: Seen | undefined) => boolean;

/** A schema, compiled: its rules, in its order. They come later than itself, since schemas refer to each other. */
export class Subschema {
  rules: readonly Rule[] = [];
  /** One of the rules asks what the others have judged. */
  asksSeen = false;

  /** As a rule on the same value. What it judged counts for `seen` if the value fits. */
  readonly here: Rule = (run, value, seen) => {
    const own = seen || this.asksSeen ? new Seen() : undefined;
    const fits = this.#fits(run, value, own);
    if (fits && seen && own) seen.add(own, run.spend);
    return fits;
  };

  /** The same without telling what is wrong. */
  readonly quietly: Rule = (run, value, seen) => run.quietly(() => this.here(run, value, seen));

  /** On a member or an item of the value at which the run is. */
  within(run: Run, name: PropertyKey, value: Json): boolean {
    run.path.push(name);
    const fits = this.here(run, value, undefined);
    run.path.pop();
    return fits;
  }

  #fits(run: Run, value: Json, seen: Seen | undefined): boolean {
    run.enter();
    const fits = run.all(this.rules, (rule) => {
      run.spend(1);
      return rule(run, value, seen);
    });
    run.leave();
    return fits;
  }
}
