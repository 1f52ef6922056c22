import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { RunningFoldlog } from "../support/running-foldlog.ts";

let foldlog: RunningFoldlog;
beforeAll(async () => void (foldlog = await RunningFoldlog.start()));
afterAll(() => foldlog[Symbol.asyncDispose]());

const here = () => ["--url", foldlog.proxy.url];
const produce = (name: string, count: number) =>
  runProgram("producer/produce.ts", [name, "--every", "50", "--count", String(count), ...here()]);

/** Listens until so many lines have come, and gives them without what a program waited for. */
async function listen(args: readonly string[], count: number): Promise<string[]> {
  const linesOf = (out: string) =>
    out.split("\n").filter((line) => line !== "" && !line.startsWith("# waiting"));
  const isEnough = (out: string) => linesOf(out).length >= count;
  const { code, out } = await runProgram("producer/listen.ts", [...args, ...here()], isEnough);
  expect(code).toBe(0);
  return linesOf(out);
}

// The tests of this file are one story, told in order, on one log.
describe("seed 2, in three terminals", () => {
  it("shows the listener of fruits what the producer of fruits sends, and no colors", async () => {
    const [heard, fruits, colors] = await Promise.all([
      listen(["fruits"], 4),
      produce("fruits", 3),
      produce("colors", 2),
    ]);
    expect(heard).toEqual([
      "# Listening to events from topic: SpongeBob.Fruits",
      '{"fruit":"apple"}',
      '{"fruit":"banana"}',
      '{"fruit":"cherry"}',
    ]);
    expect(fruits.out.split("\n").slice(0, 4)).toEqual([
      "using client named: SpongeBob",
      "registering new event named: Fruits",
      "sending event: {'fruit': 'apple'}",
      "sending event: {'fruit': 'banana'}",
    ]);
    expect(colors.out.split("\n").slice(0, 4)).toEqual([
      "using client named: SpongeBob",
      "registering new event named: Colors",
      "sending event: {'color': 'red'}",
      "sending event: {'color': 'green'}",
    ]);
    expect([fruits.code, colors.code]).toEqual([0, 0]);
  });

  it("gives who comes later all of both topics, each line with its own", async () => {
    const heard = await listen(["fruits", "colors"], 7);
    expect(heard.filter((line) => line.startsWith("SpongeBob.Fruits "))).toEqual([
      'SpongeBob.Fruits {"fruit":"apple"}',
      'SpongeBob.Fruits {"fruit":"banana"}',
      'SpongeBob.Fruits {"fruit":"cherry"}',
    ]);
    expect(heard.filter((line) => line.startsWith("SpongeBob.Colors "))).toEqual([
      'SpongeBob.Colors {"color":"red"}',
      'SpongeBob.Colors {"color":"green"}',
    ]);
  });

  it("loses and repeats nothing when connections break", async () => {
    foldlog.proxy.faults.push(
      { cutAfter: 60 },
      { refuse: true },
      { cutAfter: 90 },
      { status: 502 },
    );
    expect(await listen(["fruits"], 4)).toEqual([
      "# Listening to events from topic: SpongeBob.Fruits",
      '{"fruit":"apple"}',
      '{"fruit":"banana"}',
      '{"fruit":"cherry"}',
    ]);
  });

  it("gives only new ones to who asks for them", async () => {
    const listening = listen(["colors", "--new"], 2);
    const { proxy } = foldlog;
    const isOpen = () => proxy.open === 1 && proxy.asked.at(-1)?.endsWith("after=now");
    await expect.poll(isOpen, { timeout: 10_000 }).toBe(true);
    const { code } = await produce("colors", 1);
    expect([code, await listening]).toEqual([
      0,
      ["# Listening to events from topic: SpongeBob.Colors", '{"color":"red"}'],
    ]);
  });
});
