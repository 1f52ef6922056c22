import { describe, expect, it } from "vitest";
import { RowBuffer } from "../../durable/row-buffer.ts";
import { RowTable } from "../../durable/row-table.ts";
import { NodeStorage } from "../support/node-storage.ts";

const newTable = () => {
  const storage = new NodeStorage();
  const table = new RowTable(storage, 1);
  table.create();
  const changes = () => storage.all<{ n: number }>("SELECT total_changes() AS n")[0]?.n ?? 0;
  return { table, changes };
};

describe("a buffer of rows", () => {
  it("writes each row that has changed once, and no other", () => {
    const { table, changes } = newTable();
    const filled = new RowBuffer(table);
    for (const name of ["a", "b", "c"]) filled.set([name], 1);
    filled.keep();
    expect(filled.flush()).toBe(3);
    const before = changes();
    const buffer = new RowBuffer(table);
    for (const value of [2, 3]) buffer.set(["a"], value);
    buffer.get(["b"]);
    buffer.set(["b"], 1);
    buffer.get(["c"]);
    buffer.delete(["none"]);
    buffer.keep();
    expect([buffer.flush(), changes() - before]).toEqual([0, 1]);
    expect([...table.scan(["a"])]).toMatchObject([{ key: ["a"], row: 3 }]);
  });

  it("forgets as a whole what was not kept", () => {
    const { table } = newTable();
    const buffer = new RowBuffer(table);
    buffer.set(["a"], 1);
    buffer.keep();
    buffer.set(["a"], 2);
    buffer.delete(["b"]);
    expect(buffer.get(["a"])).toBe(2);
    buffer.forget();
    expect(buffer.get(["a"])).toBe(1);
    expect(buffer.flush()).toBe(1);
  });

  it("gives rows that it deletes no more, also before they are deleted in the table", () => {
    const { table } = newTable();
    table.write([["sa\u0001", 1]]);
    const buffer = new RowBuffer(table);
    expect(buffer.get(["a"])).toBe(1);
    buffer.delete(["a"]);
    expect(buffer.get(["a"])).toBeUndefined();
    buffer.keep();
    expect([buffer.flush(), table.get(["a"])]).toEqual([-1, undefined]);
  });

  it("reads a scan of many rows in order, and no row behind its end", () => {
    const { table } = newTable();
    const buffer = new RowBuffer(table);
    for (let i = -1500; i < 1500; i += 1) buffer.set(["n", i], i);
    buffer.set(["n!"], 0);
    buffer.keep();
    buffer.flush();
    const numbers = Array.from({ length: 3000 }, (_, i) => i - 1500);
    expect([...table.scan(["n"])].map(({ row }) => row)).toEqual(numbers);
    expect([...table.scan(["n", -2], ["n", 3])].map(({ row }) => row)).toEqual([-2, -1, 0, 1, 2]);
  });
});
