import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { Collecting } from "../support/collecting.ts";
import { runProgram } from "../support/run-program.ts";
import { temporary } from "../support/workerd.ts";

const PROGRAM = "tests/support/collecting-program.ts";

/** Runs until so many events were collected, and kills the process. */
async function killedAfter(count: number, args: readonly string[]): Promise<void> {
  const child = spawn("node", [PROGRAM, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout }))
    if (Number(line) >= count) break;
  child.kill("SIGKILL");
  await ended;
}

/** The ids in a file of events that are not gone; read without the collector. */
function idsIn(path: string): string[] {
  const ids = new Set<string>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    for (const [, id = ""] of line.matchAll(/^\{"id":"([^"]+)".*\}$/g)) ids.add(id);
    for (const [, id = ""] of line.matchAll(/(?<=^\[.*)"([^"]+)"(?=.*\]$)/g)) ids.delete(id);
  }
  return [...ids];
}

describe("a process with a collector and a file", () => {
  it("is killed again and again, and what its file holds arrives, once", async () => {
    await using shop = await Collecting.started();
    const path = join(temporary("killed"), "events");
    const { eye, proxy } = shop;
    for (let n = 0; n < 200; n += 1) proxy.faults.push({ loseAnswer: n % 3 === 0 });
    const kept: string[] = [];
    const sessions = ["a", "b", "c", "d"];
    for (const session of sessions) {
      await killedAfter(150, [proxy.url, path, session]);
      kept.push(...idsIn(path));
    }
    proxy.faults.splice(0);
    const { code, out } = await runProgram(PROGRAM, [eye.url, path]);
    expect([code, JSON.parse(out)]).toMatchObject([0, { waiting: 0, dropped: 0 }]);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter((id) => !eye.events.has(id))).toEqual([]);
    expect(idsIn(path)).toEqual([]);
    for (const session of sessions) {
      const numbers = eye.session(session).map(({ data }) => data["n"]);
      expect(numbers).toEqual(Array.from(numbers, (_, index) => index + 1));
      expect(numbers.length).toBeGreaterThan(0);
    }
  });

  it("has its events in the file when the network is away, and sends them when it comes back", async () => {
    const path = join(temporary("away"), "events");
    await using shop = await Collecting.started({ path });
    await shop.proxy.down();
    const ids = shop.click(30);
    await shop.collector.close();
    expect(idsIn(path)).toEqual(ids);
    await shop.proxy.up();
    const later = shop.another();
    await expect.poll(() => later.status().waiting).toBe(30);
    // The first request may go to a connection that is gone.
    await expect.poll(() => later.flush().then(() => later.status().waiting)).toBe(0);
    expect([...shop.eye.events.keys()]).toEqual(ids);
    expect(idsIn(path)).toEqual([]);
  });

  it("works in memory when the file cannot be written, and says so", async () => {
    await using shop = await Collecting.started({ path: "/dev/null/no/file" });
    const ids = shop.click(3);
    await shop.collector.flush();
    await shop.arrived(ids);
    expect(shop.collector.status().lastError?.message).toContain("/dev/null/no/file");
  });
});
