import { appendFileSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collected, type CollectedEvent } from "../../client/collected-event.ts";
import { openFile } from "../../client/file-store.ts";
import { temporary } from "../support/workerd.ts";

const directory = temporary("file-store");
let files = 0;
const newPath = () => join(directory, String((files += 1)));
const event = (id: string) => collected(id, JSON.stringify({ id, data: { text: "a\nü" } }));
const idsIn = (events: readonly CollectedEvent[]) => events.map(({ id }) => id);

describe("a file of events", () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("add" as const), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant("remove" as const), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant("reopen" as const), count: fc.constant(0) }),
    fc.record({ do: fc.constant("torn" as const), count: fc.integer({ min: 1, max: 20 }) }),
  );

  it("holds what was added and not removed, in order, over any number of processes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const path = newPath();
        let store = await openFile(path);
        let [expected, added]: [string[], number] = [[], 0];
        for (const { do: action, count } of steps) {
          if (action === "add") {
            const events = Array.from({ length: count }, () => event(`e${(added += 1)}`));
            await store.add(events);
            expected.push(...idsIn(events));
          }
          if (action === "remove") {
            await store.remove(expected.slice(0, count));
            expected = expected.slice(count);
          }
          // A process that was killed while it wrote a line.
          if (action === "torn") appendFileSync(path, event("torn").text.slice(0, count));
          if (action === "torn" || action === "reopen") store = await openFile(path);
          expect(idsIn(await store.load())).toEqual(expected);
        }
        const reopened = await (await openFile(path)).load();
        expect(reopened).toEqual(expected.map((id) => event(id)));
      }),
      { numRuns: 50 },
    );
  });

  it("loses no more than the line that was cut off, wherever that was", async () => {
    const path = newPath();
    const store = await openFile(path);
    await store.add([event("a"), event("b")]);
    const whole = readFileSync(path, "utf8");
    const endOfA = whole.indexOf(event("a").text) + event("a").text.length;
    for (let length = whole.length - 2; length >= endOfA; length -= 1) {
      truncateSync(path, length);
      expect(idsIn(await (await openFile(path)).load())).toEqual(["a"]);
    }
  });

  it("has on the disk what it has been asked to add before it tells what it holds", async () => {
    const path = newPath();
    const store = await openFile(path);
    void store.add([event("a")]);
    void store.add([event("b"), event("c")]);
    expect(idsIn(await store.load())).toEqual(["a", "b", "c"]);
    expect(idsIn(await (await openFile(path)).load())).toEqual(["a", "b", "c"]);
  });

  it("does not grow with what has been sent", async () => {
    const path = newPath();
    const store = await openFile(path);
    for (let n = 0; n < 200; n += 1) {
      const events = Array.from({ length: 20 }, (_, i) => event(`${n}-${i}`));
      await store.add(events);
      await store.remove(idsIn(events));
    }
    const bytes = event("100-10").bytes;
    expect(statSync(path).size).toBeLessThan(1200 * bytes);
    expect(await (await openFile(path)).load()).toEqual([]);
  });
});
