import { isJsonObject, type Json } from "../../core/json.ts";
import { success } from "../../core/problem.ts";
import type { Projection, ReadableRows, Rows } from "../../core/projection.ts";

/**
 * Counts and sums the values of what was added by name, in streams of the category "a". "Removed" deletes
 * a name's row, and "Poison" cannot be taken, unless the projection is mended.
 */
export class TallyProjection implements Projection {
  readonly name = "tally";
  readonly categories = ["a"];
  version = 1;
  mended = false;
  readonly queries = {
    sum: (rows: ReadableRows) =>
      success([...rows.scan(["name"])].reduce((sum, { row }) => sum + tallyIn(row).sum, 0)),
  };

  evolve(rows: Rows, event: { readonly type: string; readonly data: Json }): void {
    const { name, value } = happeningIn(event.data);
    const key = ["name", name] as const;
    const { count, sum } = tallyIn(rows.get(key));
    if (event.type === "Removed") rows.delete(key);
    else rows.set(key, { count: count + 1, sum: sum + value });
    if (event.type === "Poison" && !this.mended) throw new Error(`I cannot take ${name}`);
  }
}

export function tallyIn(row: Json | undefined): { count: number; sum: number } {
  if (!isJsonObject(row)) return { count: 0, sum: 0 };
  return { count: Number(row["count"]), sum: Number(row["sum"]) };
}

export function happeningIn(data: Json): { name: string; value: number } {
  if (!isJsonObject(data) || typeof data["name"] !== "string") throw new Error("There is no name");
  return { name: data["name"], value: Number(data["value"]) };
}
