import type { EventLog } from "../durable/event-log.ts";

/** The bindings in wrangler.toml. */
export interface Env {
  readonly LOG: DurableObjectNamespace<EventLog>;
  readonly ASSETS: Fetcher;
  /** `open` lets everybody in. Unset means that nobody gets in. */
  readonly ACCESS?: string;
}
