import { describe, expect, it } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { scriptedServer, type Scripted } from "../support/scripted-server.ts";

const PROBLEM = { "content-type": "application/problem+json" };
const frame = (position: number, fruit: string) =>
  `id: ${position}\ndata: {"fruit":"${fruit}"}\n\n`;

/** A live answer, which then breaks off. */
function live(...frames: readonly string[]): Scripted {
  const body = ["retry: 1000\n\n", ...frames].join("");
  return { status: 200, headers: { "content-type": "text/event-stream" }, body };
}

function problem(status: number, code: string): Scripted {
  const body = JSON.stringify({ type: `/problems/${code}`, status, detail: "It says no." });
  return { status, headers: PROBLEM, body };
}

function listen(args: readonly string[], interrupt?: (out: string) => boolean) {
  return runProgram("producer/listen.ts", args, interrupt);
}

const UNREGISTERED = problem(404, "event-not-registered");
const linesOf = (out: string) => out.trimEnd().split("\n");

describe("npm run listen -- fruits", () => {
  it("prints the events as they were sent, from the first one on, each once", async () => {
    const caughtUp = 'event: caught-up\nid: 9\ndata: {"head":9}\n\n';
    await using server = await scriptedServer([
      live(frame(4, "apple"), frame(7, "banana"), caughtUp),
      live(frame(7, "banana"), frame(12, "pear")),
      { status: 200, never: true },
    ]);
    const { code, out } = await listen(["fruits", "--url", server.url], (text) =>
      text.includes("pear"),
    );
    expect([code, linesOf(out).filter((line) => !line.startsWith("# waiting"))]).toEqual([
      0,
      [
        "# Listening to events from topic: SpongeBob.Fruits",
        '{"fruit":"apple"}',
        '{"fruit":"banana"}',
        '{"fruit":"pear"}',
      ],
    ]);
    expect(server.paths.slice(0, 2)).toEqual([
      "/SpongeBob/Fruits/listen?after=0",
      "/SpongeBob/Fruits/listen?after=9",
    ]);
  });

  it("waits until somebody registers the event, and says so once", async () => {
    const answers = [UNREGISTERED, UNREGISTERED, UNREGISTERED, live(frame(2, "apple"))];
    await using server = await scriptedServer(answers);
    const args = ["fruits", "--new", "--url", server.url];
    const { code, out } = await listen(args, (text) => text.includes("apple"));
    const [first, second, third] = linesOf(out);
    expect([code, first, third]).toEqual([
      0,
      "# Listening to events from topic: SpongeBob.Fruits",
      '{"fruit":"apple"}',
    ]);
    expect(second).toMatch(/^# waiting for SpongeBob\.Fruits: .*event-not-registered$/);
    expect(server.paths.slice(0, 4).map((path) => path.split("?")[1])).toEqual([
      "after=now",
      "after=0",
      "after=0",
      "after=0",
    ]);
  });

  it("waits for a server that is not there, and says so once", async () => {
    await using server = await scriptedServer([
      { status: 0, hangUp: true },
      { status: 0, hangUp: true },
      { status: 0, hangUp: true },
      live(frame(1, "apple")),
    ]);
    const { out } = await listen(["fruits", "--url", server.url], (text) => text.includes("apple"));
    const waits = linesOf(out.slice(0, out.indexOf("apple"))).filter((line) =>
      line.startsWith("# waiting"),
    );
    expect(waits).toEqual([
      expect.stringMatching(/^# waiting for SpongeBob\.Fruits: No answer from .* npm start$/),
    ]);
  });

  it("names the topic on each line when there are several", async () => {
    await using server = await scriptedServer([live(frame(1, "apple"))]);
    const args = ["fruits", "Patrick.Stars", "--url", server.url];
    const both = (text: string) => /^SpongeBob/m.test(text) && /^Patrick/m.test(text);
    const { code, out } = await listen(args, both);
    expect([code, linesOf(out).slice(0, 2)]).toEqual([
      0,
      [
        "# Listening to events from topic: SpongeBob.Fruits",
        "# Listening to events from topic: Patrick.Stars",
      ],
    ]);
    expect(out).toContain('\nSpongeBob.Fruits {"fruit":"apple"}\n');
    expect(out).toContain('\nPatrick.Stars {"fruit":"apple"}\n');
  });

  it("fails when it is refused, and says why", async () => {
    await using server = await scriptedServer([problem(409, "reserved-name")]);
    const { code, out } = await listen(["v1.events", "colors", "--url", server.url]);
    expect(code).toBe(1);
    expect(out).toContain("The server answers 409: It says no. /problems/reserved-name");
  });

  it.each(["", "cats", "a.b.c", "fruits --every", "fruits --url nowhere"])(
    "explains itself when it is called with: %s",
    async (line) => {
      const { code, out } = await listen(line.split(" ").filter(Boolean));
      expect(code).toBe(2);
      expect(out).toContain("npm run listen -- fruits");
    },
  );
});
