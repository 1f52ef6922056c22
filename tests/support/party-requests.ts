import type { Json } from "../../core/json.ts";
import { client } from "./fruits.ts";
import type { Answer } from "./http.ts";
import { partySchema } from "./party.ts";

export function declare(schema: Json = partySchema, path = "party"): Promise<Answer> {
  return client.send("PUT", `/eye/categories/${path}`, {
    body: JSON.stringify(schema),
    headers: { "content-type": "application/json" },
  });
}

export function sendEvents(body: Json, headers: Record<string, string> = {}): Promise<Answer> {
  return client.post("/eye/events", JSON.stringify(body), headers);
}

/** What became of each event, in order. */
export function statusesOf({ body }: Answer): string[] {
  return body.results.map(({ status }: { status: string }) => status);
}

/** Of the first event that was sent. */
export function positionOf({ body }: Answer): number {
  return body.results[0].position;
}

export async function head(): Promise<number> {
  return (await client.get("/v1/head")).body.position;
}
