import type { Foldlog } from "../../client/foldlog.ts";
import { Refused } from "../../client/send-with-retries.ts";
import type { JsonObject } from "../../core/json.ts";

/** What somebody did in an application, at a second of a day long ago. */
export interface Did {
  readonly session: string;
  readonly category: string;
  readonly second: number;
  readonly data?: JsonObject;
  readonly application?: string;
}

const path = { type: "object", required: ["path"], properties: { path: { type: "string" } } };
const button = { type: "object", required: ["button"], properties: { button: { type: "string" } } };

/** A session with a long rest in it, one of another application, and events that were refused. */
export async function fillSessions(client: Foldlog): Promise<void> {
  await declareCategories(client);
  await happen(client, [
    { session: "s-ada", category: "view", second: 0, data: { path: "/" } },
    { session: "s-ada", category: "view", second: 2, data: { path: "/shoes" } },
    { session: "s-ada", category: "click", second: 9, data: { button: "buy" } },
    { session: "s-ada", category: "view", second: 4000, data: { path: "/shoes/42" } },
    { session: "s-bob", category: "view", second: 60, data: { path: "/" }, application: "blog" },
  ]);
  await happen(client, [{ session: "s-ada", category: "click", second: 11, data: { button: 7 } }]);
  await happen(client, [{ session: "s-bob", category: "dance", second: 70, application: "blog" }]);
}

/** The schemas of what is sent above, `view` and `click`. */
export async function declareCategories(client: Foldlog): Promise<void> {
  await client.send("PUT", "/eye/categories/view", { json: path });
  await client.send("PUT", "/eye/categories/click", { json: button });
}

/** Sends what was done, whether it is taken or not. */
export async function happen(client: Foldlog, done: readonly Did[]): Promise<void> {
  const json = done.map(({ session, category, second, data = {}, application = "shop" }) => ({
    session_id: session,
    category,
    name: application,
    data,
    timestamp: new Date(Date.UTC(2026, 2, 1) + second * 1000).toISOString(),
  }));
  await client.send("POST", "/eye/events", { json }).catch((error: unknown) => {
    if (!(error instanceof Refused) || error.status !== 422) throw error;
  });
}
