import { COUNTER_STREAM } from "../../systems/counter/events.ts";
import { accounts, type AccountCommand } from "./accounts.ts";
import { counterEvents } from "./counter.ts";
import type { Parcel, Part } from "./load.ts";
import { orders } from "./orders.ts";
import { APPLICATIONS, CATEGORIES, sessions } from "./sessions.ts";

export interface DemoOptions {
  readonly seed: number;
  readonly orders: number;
  /** The last day of the year, `YYYY-MM-DD`. */
  readonly until: string;
}

const COUNTER_EVENTS = 300;
const ACCOUNTS = 40;
const CUSTOMERS = 500;
/** Atomic appends, so they must be the same each time. */
const COUNTER_AT_ONCE = 100;
const ORDERS_AT_ONCE = 200;
const SESSIONS = 150;
const EVENTS_AT_ONCE = 100;

/** The demo's data for each system there is, as requests. */
export function demoParts(options: DemoOptions): Part[] {
  return [counterPart, accountsPart, ordersPart, sessionsPart].map((part) => part(options));
}

function counterPart({ seed, until }: DemoOptions): Part {
  const events = counterEvents({ seed, until, count: COUNTER_EVENTS });
  const path = `v1/streams/${COUNTER_STREAM}/events`;
  const parcels = runs(events, COUNTER_AT_ONCE).map((run) => ({
    path,
    json: run,
    names: run.map(({ id }) => id),
  }));
  return { name: "counter", total: events.length, lanes: [parcels] };
}

function accountsPart({ seed, until }: DemoOptions): Part {
  const histories = [...accounts({ seed, until, count: ACCOUNTS })];
  return {
    name: "accounts",
    total: histories.flat().length,
    lanes: histories.map((history) => history.map((command) => commandParcel(command))),
  };
}

function commandParcel({ id, command, body, key }: AccountCommand): Parcel {
  return {
    path: `v1/commands/account/${id}/${command}`,
    headers: { "idempotency-key": key },
    json: body,
    names: [`${command} of account ${id} (${key})`],
  };
}

function ordersPart({ seed, orders: count, until }: DemoOptions): Part {
  const events = [...orders({ seed, count, until, customers: CUSTOMERS })];
  const parcels = runs(events, ORDERS_AT_ONCE).map((run) => ({
    path: "create",
    json: run,
    names: run.map(({ event_id }) => event_id),
  }));
  return { name: "orders", total: events.length, lanes: [parcels] };
}

/** The schemas come first, which are no events. */
function sessionsPart({ seed, until }: DemoOptions): Part {
  const events = sessions({ seed, until, count: SESSIONS }).flat();
  const declarations = APPLICATIONS.flatMap((application) =>
    CATEGORIES.map(({ name, schema }): Parcel => {
      const path = `eye/categories/${name}/${encodeURIComponent(application.name)}`;
      return { method: "PUT", path, json: schema, names: [] };
    }),
  );
  const parcels = runs(events, EVENTS_AT_ONCE).map((run) => ({
    path: "eye/events",
    json: run,
    names: run.map(({ id }) => id),
  }));
  return { name: "sessions", total: events.length, lanes: [[...declarations, ...parcels]] };
}

/** In their order, `size` at a time. */
function runs<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}
