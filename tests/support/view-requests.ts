import type { RecordedEvent } from "../../core/event.ts";
import type { Client } from "./http.ts";

/** All of a log's events. */
export async function eventsOf(client: Client): Promise<RecordedEvent[]> {
  const { text } = await client.get("/v1/events", { accept: "application/x-ndjson" });
  return text
    .trimEnd()
    .split("\n")
    .map((line): RecordedEvent => JSON.parse(line));
}

/** The answers with all of a view's rows, page by page, as they came. */
export async function rowPages(client: Client, view: string): Promise<string[]> {
  const pages: string[] = [];
  for (let next: string | undefined = `/v1/views/${view}/rows?limit=1000`; next !== undefined;) {
    const { headers, text } = await client.get(next);
    pages.push(text);
    next = /^<(.*)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
  }
  return pages;
}
