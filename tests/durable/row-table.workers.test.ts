import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { encodeKey, type Key } from "../../core/key.ts";
import { RowTable } from "../../durable/row-table.ts";
import { CountingStorage } from "../support/counting-storage.ts";

const key = (n: number): Key => ["a", n];
const ROWS = 10_000;

/** Gives a test a table with the rows 0 to ROWS, and others before and behind them. */
const withTable = (use: (table: RowTable, storage: CountingStorage) => void) =>
  runInDurableObject(env.VIEW.getByName("rows/accounts"), (_, { storage: durable }) => {
    const storage = new CountingStorage(durable);
    const table = new RowTable(storage, 1);
    table.create();
    const numbered = Array.from({ length: ROWS }, (_row, n) => [encodeKey(key(n)), n] as const);
    table.write([[encodeKey(["A"]), 0], ...numbered, [encodeKey(["b"]), 0]]);
    storage.rowsRead = 0;
    try {
      use(table, storage);
    } finally {
      table.drop();
    }
  });

describe("the table of a view's rows", () => {
  it("reads no row twice in a scan, however long", () =>
    withTable((table, storage) => {
      const found = Array.from(table.scan(["a"]), ({ row }) => row);
      expect(found).toEqual(Array.from({ length: ROWS }, (_, n) => n));
      expect(storage.rowsRead).toBeLessThan(ROWS * 1.01);
    }));

  it("reads no row but those of a scan", () =>
    withTable((table, storage) => {
      expect([...table.scan(key(7000), key(7003))]).toHaveLength(3);
      expect(storage.rowsRead).toBeLessThan(5);
    }));

  it("begins behind a key, whether that is before, in or behind the bounds", () =>
    withTable((table, storage) => {
      const bounds = { low: encodeKey(key(5000)), end: encodeKey(key(5010)) };
      const lengthBehind = (n: number) =>
        [...table.between({ ...bounds, behind: encodeKey(key(n)) })].length;
      expect([10, 4999, 5000, 5005, 5009, 6000].map(lengthBehind)).toEqual([10, 10, 9, 4, 0, 0]);
      expect(storage.rowsRead).toBeLessThan(50);
    }));
});
