import type { Component } from "svelte";

type Load = () => Promise<{ readonly default: Component }>;

/** What each page is loaded by, but for the first one. */
export const LAZY_PAGES: ReadonlyMap<string, Load> = new Map<string, Load>([
  ["/ui/events", () => import("./pages/events.svelte")],
  ["/ui/accounts", () => import("./pages/accounts.svelte")],
  ["/ui/sessions", () => import("./pages/sessions.svelte")],
  ["/ui/orders", () => import("./pages/orders.svelte")],
  ["/ui/gateway", () => import("./pages/gateway.svelte")],
  ["/ui/views", () => import("./pages/views.svelte")],
  ["/ui/settings", () => import("./pages/settings.svelte")],
]);
