import type { Route } from "./route.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { commandRoutes } from "./routes/commands.ts";
import { counterRoutes } from "./routes/counter.ts";
import { countRoutes } from "./routes/counts.ts";
import { eventRoutes } from "./routes/events.ts";
import { healthRoutes } from "./routes/health.ts";
import { orderRoutes } from "./routes/orders.ts";
import { pageRoutes } from "./routes/page.ts";
import { problemRoutes } from "./routes/problems.ts";
import { producerRoutes } from "./routes/producer.ts";
import { streamRoutes } from "./routes/streams.ts";
import { viewRoutes } from "./routes/views.ts";

/** Every route there is. */
export const routes: readonly Route[] = [
  ...streamRoutes,
  ...eventRoutes,
  ...countRoutes,
  ...commandRoutes,
  ...counterRoutes,
  ...viewRoutes,
  ...accountRoutes,
  ...orderRoutes,
  ...producerRoutes,
  ...problemRoutes,
  ...healthRoutes,
  ...pageRoutes,
];
