import type { System } from "../../core/system.ts";
import { orderCommands, orderDecider, type OrderCommand, type OrderState } from "./commands.ts";
import { ORDER_CATEGORY, type OrderEvent } from "./events.ts";
import { orderFigures } from "./projections.ts";

/** Seed 3: orders, their cancellations and refunds, and what they come to. */
export const orders: System<OrderCommand, OrderState, OrderEvent> = {
  category: ORDER_CATEGORY,
  decider: orderDecider,
  commands: orderCommands,
  projections: [orderFigures],
};
