import type { LiveRequest, Slice, SliceRequest } from "./log-rpc.ts";

/** How far a subscriber has come. Plain data, since it outlives the object's memory. */
export type Subscription = {
  readonly request: Omit<LiveRequest, "after">;
  /** Every event up to here has been looked at. */
  readonly after: number;
  /** The position that the subscriber was last told. */
  readonly told: number;
  /** Messages on their way, which the subscriber has not taken yet. */
  readonly unread: number;
  /** Whether the subscriber knows that it is at the head. */
  readonly caughtUp: boolean;
  /** Whether it is there: an append wakes it. Otherwise it goes on when it has taken a message. */
  readonly waiting: boolean;
};

/** Messages on their way to one subscriber. One that does not read costs no more than these. */
export const WINDOW = 8;
/** Of the events in a message; a larger event comes alone. */
const MAX_BYTES = 128_000;
const MAX_EVENTS = 500;
/** A subscriber whose filter lets nothing pass is told its position after so many events. */
const TOLD_EVERY = 1000;

export function subscription(request: LiveRequest): Subscription {
  const { after, ...rest } = request;
  return { request: rest, after, told: after, unread: 0, caughtUp: false, waiting: false };
}

const MESSAGE = {
  by: "position",
  before: Number.MAX_SAFE_INTEGER,
  direction: "forward",
  separator: "\n",
  numbered: true,
  limit: MAX_EVENTS,
  maxBytes: MAX_BYTES,
} as const;

interface Step {
  readonly subscription: Subscription;
  /** `<position> <head>`, then a line `<position> <event>` for each event; undefined if there is nothing to tell. */
  readonly message: string | undefined;
}

/** Reads what comes next for a subscriber. */
export function step(current: Subscription, read: (request: SliceRequest) => Slice): Step {
  const { request, after } = current;
  const { text, count, next, end } = read({ ...MESSAGE, ...request, after });
  const reached = Math.max(after, next ?? end);
  const waiting = next === null;
  const isNews = waiting ? !current.caughtUp || reached - current.told >= TOLD_EVERY : true;
  if (count === 0 && !isNews)
    return { subscription: { ...current, after: reached, waiting }, message: undefined };
  const unread = current.unread + 1;
  const caughtUp = current.caughtUp || waiting;
  const head = `${reached} ${end}`;
  return {
    subscription: { ...current, after: reached, told: reached, unread, caughtUp, waiting },
    message: count === 0 ? head : `${head}\n${text}`,
  };
}
