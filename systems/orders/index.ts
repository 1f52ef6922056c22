import type { System } from "../../core/system.ts";
import { orderDecider, type OrderCommand, type OrderState } from "./commands.ts";
import { ORDER_CATEGORY, type OrderEvent } from "./events.ts";
import { orderFigures } from "./projections.ts";

/**
 * Seed 3: orders, their cancellations and refunds, and what they come to. Its commands have no names: an event
 * comes with an id and a time of its own, and `POST /create` takes both.
 */
export const orders: System<OrderCommand, OrderState, OrderEvent> = {
  category: ORDER_CATEGORY,
  decider: orderDecider,
  projections: [orderFigures],
};
