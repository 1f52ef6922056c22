import { describe, expect, it } from "vitest";
import { migrate } from "../../durable/migrate.ts";
import { T0, type WithStorage } from "../support/log-harness.ts";

const first = ["CREATE TABLE a (x INTEGER)", "INSERT INTO a VALUES (1)"];
const second = ["UPDATE a SET x = x + 1"];

/** What every store promises of its tables. */
export function describeMigrations(withStorage: WithStorage): void {
  describe("migrations", () => {
    const x = "SELECT x FROM a";
    it("are applied once each, in order", () =>
      withStorage((storage) => {
        storage.all("DROP TABLE IF EXISTS migrations");
        migrate(storage, [first], T0);
        migrate(storage, [first, second], T0);
        migrate(storage, [first, second], T0);
        expect(storage.all(x)).toEqual([{ x: 2 }]);
      }));

    it("are taken back whole when one fails", () =>
      withStorage((storage) => {
        storage.all("DROP TABLE IF EXISTS migrations");
        expect(() => migrate(storage, [first, ["UPDATE nothing SET x = 1"]], T0)).toThrow(
          "nothing",
        );
        expect(
          storage.all("SELECT name FROM sqlite_master WHERE name IN ('a', 'migrations')"),
        ).toEqual([]);
      }));

    it("refuse data of a newer program", () =>
      withStorage((storage) => {
        storage.all("DROP TABLE IF EXISTS migrations");
        migrate(storage, [first, second], T0);
        expect(() => migrate(storage, [first], T0)).toThrow("newer program");
      }));
  });
}
