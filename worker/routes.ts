import { withoutReserved } from "./reserved-names.ts";
import type { Route } from "./route.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { cloudEventRoutes } from "./routes/cloud-events.ts";
import { commandRoutes } from "./routes/commands.ts";
import { counterRoutes } from "./routes/counter.ts";
import { countRoutes } from "./routes/counts.ts";
import { eventRoutes } from "./routes/events.ts";
import { eyeCategoryRoutes } from "./routes/eye-categories.ts";
import { eyeQueryRoutes } from "./routes/eye-queries.ts";
import { eyeRoutes } from "./routes/eye.ts";
import { clientRoutes, gatewayRoutes } from "./routes/gateway.ts";
import { healthRoutes } from "./routes/health.ts";
import { keyRoutes } from "./routes/keys.ts";
import { orderRoutes } from "./routes/orders.ts";
import { pageRoutes } from "./routes/page.ts";
import { problemRoutes } from "./routes/problems.ts";
import { producerRoutes } from "./routes/producer.ts";
import { quarantineRoutes } from "./routes/quarantine.ts";
import { schemaRoutes } from "./routes/schemas.ts";
import { streamRoutes } from "./routes/streams.ts";
import { viewRoutes } from "./routes/views.ts";

const namedRoutes: readonly Route[] = [
  ...streamRoutes,
  ...eventRoutes,
  ...cloudEventRoutes,
  ...countRoutes,
  ...commandRoutes,
  ...counterRoutes,
  ...viewRoutes,
  ...accountRoutes,
  ...orderRoutes,
  ...producerRoutes,
  ...problemRoutes,
  ...healthRoutes,
  ...eyeRoutes,
  ...eyeCategoryRoutes,
  ...eyeQueryRoutes,
  ...clientRoutes,
  ...quarantineRoutes,
  ...keyRoutes,
  ...pageRoutes,
];

/** Every route there is. Those of the gateway's clients come last: their paths begin with a name that anybody chooses. */
export const routes: readonly Route[] = [
  ...namedRoutes,
  ...withoutReserved([...gatewayRoutes, ...schemaRoutes], namedRoutes),
];
