import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { FaultyProxy } from "../support/faulty-proxy.ts";
import { ScriptedEye } from "../support/scripted-eye.ts";
import { temporary } from "../support/workerd.ts";
import { badNetwork } from "./bad-network.ts";
import { Load } from "./load.ts";

describe("collectors on a bad network", () => {
  it("bring every event once, in the order of its session, also over a restart of the server", async () => {
    await using eye = await ScriptedEye.started();
    await using proxy = await FaultyProxy.start(eye.url);
    proxy.faults.push(...badNetwork(10_000, { answersLost: 20, requestsCut: 20 }));
    const directory = temporary("collectors");
    const load = new Load({ url: proxy.url, directory, clients: 10, eventsPerSecond: 500 });
    await wait(1500);
    await eye.stop();
    await wait(500);
    await eye.start();
    await wait(1500);
    await load.end(50);
    expect(await load.faults(eye.url)).toEqual([]);
    expect(load.collected).toBeGreaterThan(100);
    const ids = eye.received.flatMap(({ ids: sent }) => sent);
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
  });

  it("would tell what is missing, what is twice, and what stands elsewhere", async () => {
    await using eye = await ScriptedEye.started();
    const directory = temporary("collectors");
    const load = new Load({ url: eye.url, directory, clients: 3, eventsPerSecond: 300 });
    await wait(500);
    await load.end(1);
    expect(await load.faults(eye.url)).toEqual([]);
    const events = [...eye.events.values()];
    const [first, ...rest] = events.map(({ session_id }) => session_id);
    const other = events.find((event) => event.session_id === rest.find((id) => id !== first));
    if (!events[0] || !other) throw new Error("Too few events to compare");
    eye.events.delete(events[0].id);
    eye.events.set("twice", { ...other, id: "twice" });
    expect(await load.faults(eye.url)).toHaveLength(4);
  });
});
