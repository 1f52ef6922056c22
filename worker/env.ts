import type { EventLog } from "../durable/event-log.ts";
import type { Producer } from "../durable/producer.ts";
import type { View } from "../durable/view.ts";

/** The bindings in wrangler.toml. */
export interface Env {
  readonly LOG: DurableObjectNamespace<EventLog>;
  readonly PRODUCER_OBJECT: DurableObjectNamespace<Producer>;
  readonly VIEW: DurableObjectNamespace<View>;
  readonly ASSETS: Fetcher;
  /** `open` lets everybody in. Unset means that nobody gets in. */
  readonly ACCESS?: string;
  /** `on` lets the producer and the cron trigger append. Unset means that they do not. */
  readonly PRODUCER?: string;
}
