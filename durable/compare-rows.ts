import { decodeKey } from "../core/key.ts";
import type { Generation } from "./generations.ts";
import { first, type SyncStorage } from "./storage.ts";

export interface RowDifferences {
  /** How many rows are not the same. */
  readonly count: number;
  /** JSON texts of the first of them, `{ key, expected, found }`; `null` for a row that is not there. */
  readonly texts: readonly string[];
}

const MAX_LISTED = 20;

/** Which rows of two generations are not the same, byte for byte. */
export function compareRows(
  storage: SyncStorage,
  expected: Generation,
  found: Generation,
): RowDifferences {
  const unlike = `FROM rows_${expected.number} AS e FULL JOIN rows_${found.number} AS f ON e.key = f.key
    WHERE e.row IS NOT f.row`;
  const count = first<{ count: number }>(storage, `SELECT count(*) AS count ${unlike}`);
  const rows = storage.all<{ key: string; expected: string | null; found: string | null }>(
    `SELECT ifnull(e.key, f.key) AS key, e.row AS expected, f.row AS found ${unlike}
     ORDER BY 1 LIMIT ${MAX_LISTED}`,
  );
  return {
    count: count?.count ?? 0,
    texts: rows.map(
      (row) =>
        `{"key":${JSON.stringify(decodeKey(row.key))},"expected":${row.expected ?? "null"},"found":${row.found ?? "null"}}`,
    ),
  };
}
