import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Foldlog, ReadOptions } from "../../client/foldlog.ts";
import { newId } from "../../client/new-id.ts";
import { Refused, Stopped } from "../../client/send-with-retries.ts";
import { RunningFoldlog } from "../support/running-foldlog.ts";

let running: RunningFoldlog;
let foldlog: Foldlog;

beforeAll(async () => {
  running = await RunningFoldlog.start();
  foldlog = running.far;
});
beforeEach(() => void running.proxy.faults.splice(0));
afterAll(() => running[Symbol.asyncDispose]());

const events = (count: number, type = "A") =>
  Array.from({ length: count }, (_, n) => ({ type, data: { n } }));
const thrown = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe("Foldlog.append", () => {
  it("appends one event", async () => {
    const occurredAt = "2026-01-31T12:00:00.000Z";
    const metadata = { by: "me" };
    const event = { type: "A", data: [1, "ü"], id: "mine", source: "us", occurredAt, metadata };
    const { position, revision, events: ids } = await foldlog.append("one-ä/1 ?#%", event);
    expect([revision, ids]).toEqual([1, [{ id: "mine", position, revision: 1 }]]);
    const found = await foldlog.get(`/v1/events/${position}`);
    expect(found).toMatchObject({ ...event, stream: "one-ä/1 ?#%", position, revision: 1 });
  });

  it("appends all events of an array, each with an id of its own", async () => {
    const { revision, events: appended } = await foldlog.append("array-1", events(3));
    expect(revision).toBe(3);
    expect(appended.map((event) => event.revision)).toEqual([1, 2, 3]);
    expect(new Set(appended.map(({ id }) => id)).size).toBe(3);
  });

  it("gives an id also to an event whose id is undefined", async () => {
    running.proxy.faults.push({ loseAnswer: true });
    const event: object = { type: "A", data: 0, id: undefined };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as JavaScript may call it
    await foldlog.append("undefined-1", event as { type: string; data: number });
    expect(await Array.fromAsync(foldlog.read({ stream: "undefined-1" }))).toHaveLength(1);
  });

  it.each([
    ["none", 0, true],
    ["none", 2, false],
    [0, 0, true],
    [0, 2, false],
    ["exists", 0, false],
    ["exists", 2, true],
    [2, 2, true],
    [1, 2, false],
    ["any", 2, true],
  ] as const)("expects %s of a stream at revision %i: %s", async (expected, actual, fits) => {
    const stream = `expected-${newId()}`;
    if (actual > 0) await foldlog.append(stream, events(actual));
    const answer = await thrown(foldlog.append(stream, events(1), { expected }));
    if (fits) return expect(answer).toMatchObject({ revision: actual + 1 });
    expect(answer).toBeInstanceOf(Refused);
    expect(answer).toMatchObject({
      status: 412,
      code: "wrong-expected-revision",
      problem: { type: "/problems/wrong-expected-revision", stream, actual },
    });
  });

  it("counts once what was recorded and whose answer was lost, whatever was expected", async () => {
    const before = (await foldlog.get<{ position: number }>("/v1/head")).position;
    const { proxy } = running;
    proxy.faults.push({ loseAnswer: true }, { refuse: true }, { cutAfter: 20 }, { status: 503 });
    const reasons: Error[] = [];
    const { position, revision } = await foldlog.append("lost-1", events(2), {
      expected: "none",
      onRetry: (reason) => reasons.push(reason),
    });
    expect([position, revision, reasons.length]).toEqual([before + 2, 2, 4]);
    expect((await foldlog.get<{ position: number }>("/v1/head")).position).toBe(before + 2);
  });

  it("throws what is wrong with an event", async () => {
    const answer = await thrown(foldlog.append("wrong-1", { type: "no type", data: 0 }));
    expect(answer).toMatchObject({
      status: 400,
      code: "invalid-body",
      problem: { errors: [{ pointer: "/type" }] },
    });
  });
});

describe("Foldlog.read", () => {
  const COUNT = 2500;

  beforeAll(async () => {
    for (let i = 0; i < COUNT / 500; i += 1)
      await Promise.all([
        foldlog.append(`read-${i}`, events(400)),
        foldlog.append("read-b", [...events(50, "B"), ...events(50, "C")]),
      ]);
  });

  async function positions(options: ReadOptions): Promise<number[]> {
    const found = await Array.fromAsync(foldlog.read(options));
    return found.map(({ position }) => position);
  }

  it("gives the log, over pages, in both directions", async () => {
    const { position: head } = await foldlog.get<{ position: number }>("/v1/head");
    const all = Array.from({ length: head }, (_, i) => i + 1);
    expect(await positions({})).toEqual(all);
    expect(await positions({ direction: "backward" })).toEqual(all.toReversed());
  });

  it.each<ReadOptions>([
    { category: "read" },
    { category: "read", after: 700, before: 2300 },
    { type: ["B", "C"] },
    { type: "B", stream: "read-b" },
    { category: "read", q: '"n":7' },
    { category: "read", from_time: "2020-01-01T00:00:00Z", to_time: "2120-01-01T00:00:00Z" },
    { to_time: "2020-01-01T00:00:00Z" },
  ])("gives what a filter of the log gives, in both directions: %o", async (options) => {
    const { category, type, stream, q, after = 0, before = Infinity, to_time = "9" } = options;
    const types = type && [type].flat();
    const expected = (await Array.fromAsync(foldlog.read()))
      .filter((event) => !category || event.stream.startsWith(`${category}-`))
      .filter((event) => !types || types.includes(event.type))
      .filter((event) => !stream || event.stream === stream)
      .filter((event) => !q || JSON.stringify(event.data).includes(q))
      .filter((event) => event.position > after && event.position < before)
      .filter((event) => event.recordedAt < to_time)
      .map(({ position }) => position);
    expect(await positions(options)).toEqual(expected);
    expect(await positions({ ...options, direction: "backward" })).toEqual(expected.toReversed());
  });

  it("asks for a page only when the one before it has been taken", async () => {
    running.proxy.asked.splice(0);
    let taken = 0;
    for await (const event of foldlog.read({ category: "read" }))
      if (event && (taken += 1) === 1000) break;
    expect(running.proxy.asked).toHaveLength(1);
  });

  it("goes on where a page was cut off", async () => {
    running.proxy.faults.push({}, { cutAfter: 5000 });
    expect(await positions({ category: "read" })).toHaveLength(COUNT);
  });

  it("ends by its signal, also between pages", async () => {
    const stop = new AbortController();
    const read = async () => {
      for await (const event of foldlog.read({}, { signal: stop.signal }))
        if (event.position === 1000) stop.abort();
    };
    expect(await thrown(read())).toBeInstanceOf(Stopped);
  });

  it("throws what is wrong with a question", async () => {
    const answer = await thrown(foldlog.read({ category: "No" }).next());
    expect(answer).toMatchObject({ status: 400, code: "invalid-query" });
  });
});

describe("Foldlog.state", () => {
  it("is the fold of a stream, now or then", async () => {
    const add = (value: number) => ({ type: "INCREMENT", data: { value } });
    const { events: appended } = await foldlog.append("counter-main", [add(2), add(3)]);
    const answer = { state: { value: 5 }, revision: 2 };
    expect(await foldlog.state("counter-main")).toEqual(answer);
    expect(await foldlog.state("counter-main", { revision: 1 })).toEqual({
      state: { value: 2 },
      revision: 1,
    });
    const position = appended[0]?.position ?? 0;
    expect(await foldlog.state("counter-main", { position })).toMatchObject({ revision: 1 });
    const at = "2020-01-01T00:00:00Z";
    expect(await foldlog.state("counter-main", { at })).toMatchObject({ revision: 0 });
  });
});
