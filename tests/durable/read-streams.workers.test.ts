import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { readStreams } from "../../durable/read-streams.ts";
import { CountingStorage } from "../support/counting-storage.ts";
import { appendOf, increment, mustAppend, openLog } from "../support/log-harness.ts";

describe("a page of streams", () => {
  it("reads no events before its prefix", () =>
    runInDurableObject(env.LOG.getByName("streams"), (_, { storage: durable }) => {
      const storage = new CountingStorage(durable);
      const log = openLog(storage);
      const events = Array.from({ length: 1000 }, () => increment(1));
      mustAppend(log, appendOf("a-1", events));
      for (const id of ["1", "2", "3"]) mustAppend(log, appendOf(`b-${id}`, [increment(1)]));
      storage.rowsRead = 0;
      const { text, next } = readStreams(storage, { prefix: "b-", after: "", limit: 2 });
      expect([text.includes('"b-1"'), text.includes('"b-3"'), next]).toEqual([true, false, "b-2"]);
      expect(storage.rowsRead).toBeLessThan(50);
    }));
});
