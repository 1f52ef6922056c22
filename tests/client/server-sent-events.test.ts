import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readServerSentEvents } from "../../client/server-sent-events.ts";

/** What is read from chunks: events, and `undefined` for each comment. */
async function read(chunks: readonly (string | Uint8Array)[]) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
  return Array.fromAsync(readServerSentEvents(body));
}

const message = (data: string, id = "", event = "message") => ({ event, data, id });

describe("readServerSentEvents", () => {
  it.each([
    ["an event", "data: a\n\n", [message("a")]],
    ["the data's lines as one text", "data: a\ndata:\ndata: b\n\n", [message("a\n\nb")]],
    ["a value without its first space only", "data:a\ndata:  b\n\n", [message("a\n b")]],
    ["a colon in a value", "data: a: b\n\n", [message("a: b")]],
    ["the event's name and id", "event: x\nid: 7\ndata: a\n\n", [message("a", "7", "x")]],
    [
      "an id until another comes, and a name once",
      "id: 7\nevent: x\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
      [message("a", "7", "x"), message("b", "7"), message("c", "")],
    ],
    ["the id of an event without data", "id: 7\n\ndata: a\n\n", [message("a", "7")]],
    ["no id with a NUL", "id: 7\nid: \0\ndata: a\n\n", [message("a", "7")]],
    ["an empty name as none", "event:\ndata: a\n\n", [message("a")]],
    [
      "a comment as a sign of life",
      ": hello\n\n:\ndata: a\n\n",
      [undefined, undefined, message("a")],
    ],
    ["nothing of unknown fields", "retry: 1000\nx: y\n\ndata: a\n\n", [message("a")]],
    ["nothing of an event that was cut off", "data: a\n\ndata: b\n", [message("a")]],
    ["CR", "data: a\rid: 1\r\r", [message("a", "1")]],
    ["CRLF", "data: a\r\nid: 1\r\n\r\n", [message("a", "1")]],
    ["a byte order mark as nothing", "\uFEFFdata: a\n\n", [message("a")]],
  ])("reads %s", async (_, text, events) => {
    expect(await read([text])).toEqual(events);
  });

  it("gives an event at its last CR, whatever follows, and cancels a body that is left", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("data: a\r\r")),
      cancel: () => void (cancelled = true),
    });
    for await (const event of readServerSentEvents(body)) {
      expect(event).toEqual(message("a"));
      break;
    }
    expect(cancelled).toBe(true);
  });

  it("reads the same from chunks that are torn anywhere, within a character too", async () => {
    const word = fc.constantFrom("a", "ü", "€", "😀", " ", ":", "{}");
    const line = fc
      .tuple(
        fc.constantFrom("data: ", "data:", "id: ", "event: ", ": ", "x: ", "", ""),
        fc.array(word, { maxLength: 4 }).map((words) => words.join("")),
        fc.constantFrom("\n", "\r\n", "\r"),
      )
      .map(([name, value, end]) => (name === "" ? end : name + value + end));
    const torn = fc.tuple(
      fc.array(line, { maxLength: 25 }).map((lines) => lines.join("")),
      fc.array(fc.nat(6), { minLength: 1, maxLength: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(torn, async ([text, sizes]) => {
        const bytes = new TextEncoder().encode(text);
        const chunks: Uint8Array[] = [];
        for (let at = 0, i = 0; at < bytes.length; i += 1) {
          const size = (sizes[i % sizes.length] ?? 0) + (i % 2);
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(await read(chunks)).toEqual(await read([text]));
      }),
    );
  });
});
