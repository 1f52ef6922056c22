import type { Decider } from "../../core/decider.ts";
import { failure, success, type Failure } from "../../core/problem.ts";
import { MAX_REFUNDS, type OrderEvent } from "./events.ts";

/** An order event is a decision made elsewhere: what is asked is to record it. */
export type OrderCommand = OrderEvent;

export type OrderState = {
  readonly created: boolean;
  readonly cancelled: boolean;
  readonly refunds: number;
};

/** Events of an order may come in any order: a refund or cancellation may come before it. */
export const orderDecider: Decider<OrderCommand, OrderState, OrderEvent> = {
  version: 1,
  initial: { created: false, cancelled: false, refunds: 0 },
  decide({ type, data }, state) {
    if (type === "order.created" && state.created) return exists("The order was created");
    if (type === "order.cancelled" && state.cancelled) return exists("The order was cancelled");
    if (type === "order.refunded" && state.refunds >= MAX_REFUNDS) return tooManyRefunds;
    return success([{ type, data }]);
  },
  evolve(state, event) {
    switch (event.type) {
      case "order.created":
        return { ...state, created: true };
      case "order.cancelled":
        return { ...state, cancelled: true };
      case "order.refunded":
        return { ...state, refunds: state.refunds + 1 };
      default:
        return state;
    }
  },
};

function exists(what: string): Failure {
  return failure("already-exists", `${what} before, by another event.`);
}

const tooManyRefunds = failure(
  "refused",
  `The order was refunded ${MAX_REFUNDS} times; no order can be refunded more often.`,
  { members: { reason: "too-many-refunds" } },
);
