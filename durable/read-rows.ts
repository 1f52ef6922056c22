import { parseJson } from "../core/json.ts";
import { decodeKey, encodeEnd, encodeKey, type Key } from "../core/key.ts";
import type { RowTable } from "./row-table.ts";
import type { RowsPage, RowsRequest } from "./view-rpc.ts";

const MAX_CHARS = 2_000_000;

/** A page of rows as they are stored, in the order of their keys. */
export function readRows(table: RowTable, { prefix, after, limit }: RowsRequest): RowsPage {
  const beginning = keyOf(prefix);
  const behind = after === null ? "" : encodeKey(keyOf(after));
  const texts: string[] = [];
  let [chars, last, more] = [0, "", false];
  const bounds = { low: encodeKey(beginning), behind, end: encodeEnd(beginning) };
  for (const { key, row } of table.between(bounds)) {
    more = texts.length === limit || chars > MAX_CHARS;
    if (more) break;
    last = JSON.stringify(decodeKey(key));
    const text = `{"key":${last},"row":${row}}`;
    texts.push(text);
    chars += text.length;
  }
  return { text: texts.join(), next: more ? last : null };
}

function keyOf(text: string): Key {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the Worker has checked it
  return parseJson(text) as unknown as Key;
}
