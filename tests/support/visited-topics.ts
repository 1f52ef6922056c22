import type { Page } from "playwright-core";
import type { Foldlog } from "../../client/foldlog.ts";
import { Refused } from "../../client/send-with-retries.ts";
import type { Json } from "../../core/json.ts";
import type { CompatibilityMode } from "../../systems/gateway/compatibility-mode.ts";
import type { ShownEvent } from "../../systems/gateway/queries.ts";
import { topicOf } from "../../systems/gateway/topic.ts";

/** What others do with topics while a page shows them. A topic is `client.event`. */
export class Topics {
  readonly #client: Foldlog;

  constructor(client: Foldlog) {
    this.#client = client;
  }

  async register(topic: string, schema: Json, compatibility?: CompatibilityMode): Promise<void> {
    const json = { schema, ...(compatibility && { compatibility }) };
    await this.#client.send("POST", `${pathOf(topic)}/register_event`, { json });
  }

  async send(topic: string, ...events: readonly Json[]): Promise<void> {
    for (const json of events)
      await this.#client.send("POST", `${pathOf(topic)}/send_event`, { json });
  }

  /** Sends an event that does not fit; gives its position in the quarantine. */
  async sendUnfit(topic: string, event: Json): Promise<number> {
    try {
      await this.send(topic, event);
    } catch (error) {
      if (error instanceof Refused) return Number(error.problem?.["quarantined"]);
      throw error;
    }
    throw new Error(`${JSON.stringify(event)} fits ${topic}`);
  }

  /** What the gateway knows of a topic. */
  async read(topic: string): Promise<ShownEvent | undefined> {
    const { client, event } = partsOf(topic);
    const { events } = await this.#client.get<{ events: ShownEvent[] }>(`/${client}/list_events`);
    return events.find(({ name }) => name === event);
  }

  schema(topic: string, version?: number): Promise<Json> {
    return this.#client.get(`${pathOf(topic)}/schema`, { version });
  }
}

/** An object with members of the given types, all of which there must be. */
export function objectWith(properties: Readonly<Record<string, Json>>): Json {
  const required = Object.keys(properties);
  return { type: "object", properties, required, additionalProperties: false };
}

/** The address of a topic's page. */
export function pageOf(topic: string, query = ""): string {
  return `/ui/gateway${pathOf(topic)}${query}`;
}

/** Writes a draft, and waits for what the server says of it. */
export async function writeDraft(page: Page, schema: Json, verdict: string): Promise<void> {
  await page.getByLabel("JSON Schema").fill(JSON.stringify(schema, null, 2));
  await page.getByRole("region", { name: "Verdict" }).getByText(verdict).waitFor();
}

/** The label of the field that has the focus. */
export function focusedLabel(page: Page): Promise<string> {
  return page.evaluate<string>(
    "document.activeElement.labels?.[0].firstChild.textContent.trim() ?? ''",
  );
}

/** The text that is selected in the field that has the focus. */
export function selectedText(page: Page): Promise<string> {
  return page.evaluate<string>(`(({ value, selectionStart, selectionEnd }) =>
    value.slice(selectionStart, selectionEnd))(document.activeElement)`);
}

function pathOf(topic: string): string {
  const { client, event } = partsOf(topic);
  return `/${client}/${event}`;
}

function partsOf(topic: string) {
  const parts = topicOf(topic);
  if (parts) return parts;
  throw new Error(`${topic} is no topic`);
}
