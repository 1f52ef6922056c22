import { Foldlog } from "../../client/foldlog.ts";
import type { JsonObject } from "../../core/json.ts";
import { created } from "./order-events.ts";

/** Throws unless all are taken. */
export async function sendOrders(url: string, events: readonly JsonObject[]): Promise<void> {
  const answer = await new Foldlog(url).send<{ refused: number }>("POST", "/create", {
    json: events,
  });
  if (answer.refused > 0) throw new Error(JSON.stringify(answer));
}

/** An order now from each of so many provinces. */
export function ordersFromProvinces(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, i) =>
    created({ event_id: `from-${i}`, shipping_address: { province: `Province ${i}` } }),
  );
}
