import { describe, expect, it } from "vitest";
import type { Parcel, Part } from "../../producer/demo/load.ts";
import { demoParts } from "../../producer/demo/parts.ts";
import { freePort } from "../support/foldlog.ts";
import { runProgram } from "../support/run-program.ts";
import { scriptedServer, type Scripted } from "../support/scripted-server.ts";

const OPTIONS = { seed: 1, orders: 450, until: "2026-10-31" };
const TAKEN: Scripted = { status: 201 };
const KNOWN: Scripted = { status: 200, headers: { "idempotent-replayed": "true" } };

function demo(url: string, args: readonly string[] = [], interrupt?: () => boolean) {
  return runProgram("producer/demo.ts", ["--url", url, ...args], interrupt);
}

function parcelsOf({ lanes }: Part): Parcel[] {
  return [...lanes].flatMap((lane) => Array.from(lane));
}

/** A problem document that is answered to everything but the question for health. */
function refusal(status: number, more: object): Scripted[] {
  const body = JSON.stringify({ type: "/problems/refused", title: "No", status, ...more });
  return [
    { status: 200 },
    { status, headers: { "content-type": "application/problem+json" }, body },
  ];
}

describe("the demo's requests", () => {
  const parts = demoParts(OPTIONS);

  it("name as many events as there are, each of them once", () => {
    for (const part of parts) {
      const names = parcelsOf(part).flatMap((parcel) => parcel.names);
      expect(names).toHaveLength(part.total);
      expect(new Set(names).size).toBe(part.total);
    }
  });

  it("are the same each time", () => {
    const again = demoParts(OPTIONS).flatMap((part) => parcelsOf(part));
    expect(again).toEqual(parts.flatMap((part) => parcelsOf(part)));
  });

  it("go to the routes of the systems, with at most 200 events, commands with a key", () => {
    const [counter = [], accounts = [], orders = []] = parts.map((part) => parcelsOf(part));
    for (const { path } of counter) expect(path).toBe("v1/streams/counter-main/events");
    for (const { path, headers } of accounts) {
      expect(path).toMatch(/^v1\/commands\/account\/[^/]+\/(open|deposit|withdraw|close)$/);
      expect(headers).toHaveProperty("idempotency-key");
    }
    for (const { path } of orders) expect(path).toBe("create");
    const sizes = orders.map(({ names }) => names.length);
    expect(sizes.slice(0, -1)).toEqual([200, 200]);
    expect(sizes.at(-1)).toBeLessThanOrEqual(200);
  });
});

describe("the demo's sessions", () => {
  it("are declared before they are sent", () => {
    const parcels = demoParts(OPTIONS).slice(-1).flatMap(parcelsOf);
    const paths = parcels.map(({ method = "POST", path }) => `${method} ${path}`);
    expect(paths[0]).toBe("PUT eye/categories/view/Demo%20shop");
    const isDeclared = paths.map((path) => path.startsWith("PUT eye/categories/"));
    expect(isDeclared.lastIndexOf(true)).toBe(isDeclared.indexOf(false) - 1);
    expect(paths.at(-1)).toBe("POST eye/events");
  });
});

describe("npm run demo", () => {
  it("loads every system, and says what is new and where to look", async () => {
    await using server = await scriptedServer([TAKEN]);
    const { code, out } = await demo(server.url, ["--orders", "100"]);
    const parts = demoParts({ ...OPTIONS, orders: 100 });
    const requests = parts.flatMap((part) => parcelsOf(part));
    expect(code).toBe(0);
    expect(server.paths.toSorted()).toEqual(
      ["/healthz", ...requests.map(({ path }) => `/${path}`)].toSorted(),
    );
    for (const { name, total } of parts) {
      expect(out).toMatch(new RegExp(`${name} +█+ ${total} of ${total}\n`));
      expect(out).toMatch(new RegExp(`${name} +${total} new, 0 known already\n`));
    }
    for (const page of ["ui", "ui/orders", "ui/accounts", "ui/sessions"])
      expect(out).toContain(`${server.url}/${page}\n`);
    expect(out).toContain("from 2025-11-01 to 2026-10-31");
    expect(out).not.toContain("\u001B");
  });

  it("says what was known when it runs again", async () => {
    await using server = await scriptedServer([{ status: 200 }, KNOWN]);
    const { code, out } = await demo(server.url, ["--orders", "10"]);
    expect(code).toBe(0);
    expect(out).toMatch(/counter +0 new, 300 known already/);
    expect(out).toMatch(/orders +0 new, \d+ known already/);
  });

  it("says which event the server refuses, and why", async () => {
    await using server = await scriptedServer(
      refusal(400, {
        detail: "data.value must be an integer.",
        errors: [{ pointer: "/2/data/value", keyword: "type", message: "must be an integer" }],
      }),
    );
    const { code, out } = await demo(server.url);
    expect([code, server.received.length]).toEqual([1, 2]);
    expect(out).toMatch(
      /counter-1-\w{7}-2 was not taken\. The server answers 400: data\.value must be an integer\. \/problems\/refused/,
    );
    expect(out).toMatch(/counter +0 new, 0 known already/);
  });

  it("goes on when single events are refused, and fails with the first of them", async () => {
    const results = Array.from({ length: 7 }, (_, index) => ({
      index,
      status: "refused",
      detail: `Reason ${index}.`,
    }));
    await using server = await scriptedServer(refusal(422, { detail: "None was taken.", results }));
    const { code, out } = await demo(server.url, ["--orders", "1"]);
    expect(code).toBe(1);
    expect(out).toMatch(/counter +0 new, 0 known already, 21 refused\n/);
    expect(out).toMatch(/counter-1-\w{7}-4: Reason 4\.\n/);
    expect(out).not.toContain("Reason 5.");
    expect(server.paths.at(-1)).toBe("/eye/events");
  });

  it("waits a little for a server that is not there, and says how to start it", async () => {
    const { code, out } = await demo(`http://127.0.0.1:${await freePort()}`);
    expect(code).toBe(1);
    expect(out).toMatch(/^Waiting for http:\/\/127\.0\.0\.1:\d+\.\n/);
    expect(out).toContain("Is Foldlog running? Start it by: npm start");
  });

  it("ends on Ctrl-C with what it has loaded", async () => {
    await using server = await scriptedServer([
      { status: 200 },
      TAKEN,
      { status: 503, headers: { "retry-after": "30" } },
    ]);
    const { code, out } = await demo(server.url, [], () => server.received.length > 2);
    expect(code).toBe(0);
    expect(out).toContain("Stopped after");
    expect(out).toMatch(/counter +100 new, 0 known already/);
    expect(out).not.toContain("The orders occurred");
  });

  it.each([
    ["--seed", "0"],
    ["--orders", "many"],
    ["--until", "2026-02-30"],
    ["--url", "nowhere"],
    ["--sed", "1"],
  ])("explains itself when it is called with %s %s", async (...args) => {
    const { code, out } = await runProgram("producer/demo.ts", args);
    expect(code).toBe(2);
    expect(out).toContain("npm run demo [-- --url http://localhost:8787");
  });
});
