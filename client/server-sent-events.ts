export interface ServerSentEvent {
  /** As the `event:` line names it; "message" without one. */
  readonly event: string;
  readonly data: string;
  /** The last `id:` that came, with this event or before it. */
  readonly id: string;
}

/**
 * Reads server-sent events (HTML, 9.2.6). A comment gives `undefined`: it says that the connection
 * lives. Lines may end in LF, CRLF or CR, and be torn anywhere between chunks.
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerSentEvent | undefined> {
  let id = "";
  let fields: Fields = { event: "", data: [] };
  for await (const line of readLines(body)) {
    if (line.startsWith(":")) yield undefined;
    else if (line !== "") takeField(fields, line);
    else {
      id = fields.id ?? id;
      const { event, data } = fields;
      if (data.length > 0) yield { id, event: event || "message", data: data.join("\n") };
      fields = { event: "", data: [] };
    }
  }
}

interface Fields {
  id?: string;
  event: string;
  readonly data: string[];
}

function takeField(fields: Fields, line: string): void {
  const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
  if (name === "data") fields.data.push(value);
  else if (name === "event") fields.event = value;
  else if (name === "id" && !value.includes("\0")) fields.id = value;
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let endedInCr = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const text = decoder.decode(value, { stream: true });
      if (text === "") continue;
      const lines = (rest + text).split(/\r\n|\n|\r/);
      // The line has been given at its CR already.
      if (endedInCr && text.startsWith("\n")) lines.shift();
      endedInCr = text.endsWith("\r");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
