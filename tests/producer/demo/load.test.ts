import { describe, expect, it } from "vitest";
import { Stopped } from "../../../client/send-with-retries.ts";
import { below, load, NotTaken, type Parcel, type Part } from "../../../producer/demo/load.ts";
import type { Tally } from "../../../producer/demo/tally.ts";
import { scriptedServer, type Scripted } from "../../support/scripted-server.ts";

const TAKEN: Scripted = { status: 201 };
const KNOWN: Scripted = { status: 200, headers: { "idempotent-replayed": "true" } };

function parcel(path: string, ...names: readonly string[]): Parcel {
  return { path, json: names, names };
}

function part(...lanes: readonly (readonly Parcel[])[]): Part {
  return { name: "letters", total: 0, lanes };
}

function problem(status: number, more: object = {}): Scripted {
  const body = { type: "/problems/refused", title: "No", status, detail: "It says no.", ...more };
  const headers = { "content-type": "application/problem+json", "retry-after": "0" };
  return { status, headers, body: JSON.stringify(body) };
}

async function loaded(
  some: Part,
  answers: readonly Scripted[],
  stop = new AbortController().signal,
) {
  await using server = await scriptedServer(answers);
  const tally: Tally = { fresh: 0, known: 0, refused: [], trouble: undefined };
  const error = await load(some, tally, { url: new URL(server.url), stop }).catch(
    (reason: unknown) => reason,
  );
  const { fresh, known, refused } = tally;
  return { error, counts: [fresh, known], refused, ...server };
}

describe("loading a part", () => {
  it("sends every request once, those of a lane one after the other", async () => {
    const lanes = Array.from({ length: 20 }, (_, lane) =>
      Array.from({ length: 5 }, (_unused, i) => parcel(`lane/${lane}/${i}`, `${lane}-${i}`)),
    );
    const { error, counts, paths } = await loaded(part(...lanes), [TAKEN]);
    expect([error, counts, paths.length]).toEqual([undefined, [100, 0], 100]);
    for (const [lane, parcels] of lanes.entries())
      expect(paths.filter((path) => path.startsWith(`/lane/${lane}/`))).toEqual(
        parcels.map(({ path }) => `/${path}`),
      );
  });

  it("counts what the log had already", async () => {
    const { counts } = await loaded(part([parcel("a", "1", "2"), parcel("a", "3")]), [
      KNOWN,
      TAKEN,
    ]);
    expect(counts).toEqual([1, 2]);
  });

  it("counts events one by one where the answer tells of each", async () => {
    const results = [
      { index: 0, status: "accepted" },
      { index: 1, status: "duplicate" },
      { index: 2, status: "refused", detail: "The id is another's." },
      { index: 3, status: "refused", errors: [{ message: "must be text" }, { message: "or not" }] },
    ];
    const answer = { status: 207, body: JSON.stringify({ results }) };
    const { counts, refused } = await loaded(part([parcel("a", "w", "x", "y", "z")]), [answer]);
    expect(counts).toEqual([1, 1]);
    expect(refused).toEqual([
      { name: "y", reason: "The id is another's." },
      { name: "z", reason: "must be text; or not" },
    ]);
  });

  it("goes on when all events of a request are refused one by one", async () => {
    const none = problem(422, { results: [{ index: 0, status: "refused", detail: "Closed." }] });
    const { error, counts, refused } = await loaded(part([parcel("a", "x"), parcel("a", "y")]), [
      none,
      TAKEN,
    ]);
    expect([error, counts]).toEqual([undefined, [1, 0]]);
    expect(refused).toEqual([{ name: "x", reason: "Closed." }]);
  });

  it("sends the same again after a broken connection, 503 and 429", async () => {
    const { counts, received } = await loaded(part([parcel("a", "x"), parcel("a", "y")]), [
      { status: 0, hangUp: true },
      problem(503),
      problem(429),
      KNOWN,
      TAKEN,
    ]);
    expect(received).toEqual(['["x"]', '["x"]', '["x"]', '["x"]', '["y"]']);
    expect(counts).toEqual([1, 1]);
  });

  it.each([
    ["y", { errors: [{ pointer: "/1/value", keyword: "type", message: "no" }] }],
    ["x to z", {}],
  ])("ends at a refusal, and names the events: %s", async (message, more) => {
    const parcels = [parcel("a", "x", "y", "z"), parcel("a", "later")];
    const { error, received } = await loaded(part(parcels), [problem(400, more)]);
    expect(error).toBeInstanceOf(NotTaken);
    expect(error).toMatchObject({ message, cause: { status: 400, message: "It says no." } });
    expect(received).toHaveLength(1);
  });

  it("sends nothing more on other lanes when one is refused", async () => {
    const lanes = Array.from({ length: 50 }, (_, lane) => [
      parcel("a", `${lane}`),
      parcel("a", `${lane}, later`),
    ]);
    const { error, received } = await loaded(part(...lanes), [problem(409)]);
    expect(error).toBeInstanceOf(NotTaken);
    expect(received.length).toBeLessThan(17);
  });

  it("stops when it is told to", async () => {
    const { error, counts } = await loaded(
      part([parcel("a", "x")]),
      [{ ...problem(503), headers: { "retry-after": "30" } }],
      AbortSignal.timeout(200),
    );
    expect(error).toBeInstanceOf(Stopped);
    expect(counts).toEqual([0, 0]);
  });
});

describe("a path below a place", () => {
  it.each([
    ["http://h:1", "http://h:1/ui"],
    ["http://h:1/", "http://h:1/ui"],
    ["http://h:1/logs/a", "http://h:1/logs/a/ui"],
    ["http://h:1/logs/a/", "http://h:1/logs/a/ui"],
  ])("of %s is %s", (place, path) => {
    expect(below(new URL(place), "ui").href).toBe(path);
  });
});
