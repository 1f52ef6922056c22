import type { Directory } from "../durable/directory.ts";
import type { EventLog } from "../durable/event-log.ts";
import type { Producer } from "../durable/producer.ts";
import type { View } from "../durable/view.ts";

/** The bindings in wrangler.toml. */
export interface Env {
  readonly LOG: DurableObjectNamespace<EventLog>;
  readonly PRODUCER_OBJECT: DurableObjectNamespace<Producer>;
  readonly VIEW: DurableObjectNamespace<View>;
  readonly DIRECTORY: DurableObjectNamespace<Directory>;
  readonly ASSETS: Fetcher;
  /** `open` lets everybody in, `keys` those who have a key. Unset means `keys`. */
  readonly ACCESS?: string;
  /** A secret: the first key, which may do everything. */
  readonly ADMIN_KEY?: string;
  /** The origins of the web pages whose scripts may use the API, separated by spaces or commas. */
  readonly ORIGINS?: string;
  /** `on` lets the producer and the cron trigger append. Unset means that they do not. */
  readonly PRODUCER?: string;
}
