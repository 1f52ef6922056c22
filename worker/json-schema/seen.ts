import type { Spend } from "./pattern/pattern.ts";

/** The members and items of a value that some schema has judged: what is left is for `unevaluated…`. */
export class Seen {
  readonly names = new Set<string>();
  readonly items = new Set<number>();
  /** All items before this one, too. */
  itemsBefore = 0;

  add(other: Seen, spend: Spend): void {
    spend(4 * (other.names.size + other.items.size));
    for (const name of other.names) this.names.add(name);
    for (const item of other.items) this.items.add(item);
    this.itemsBefore = Math.max(this.itemsBefore, other.itemsBefore);
  }
}
