import { createApp } from "./app.ts";
import type { Env } from "./env.ts";
import { produceInMinute } from "./produce-in-minute.ts";

export { Directory } from "../durable/directory.ts";
export { EventLog } from "../durable/event-log.ts";
export { Producer } from "../durable/producer.ts";
export { View } from "../durable/view.ts";

export default {
  fetch: createApp().fetch,
  scheduled: ({ scheduledTime }, env) => produceInMinute(env, scheduledTime),
} satisfies ExportedHandler<Env>;
