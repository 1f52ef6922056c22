import * as z from "zod";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { WHOLE_LOG } from "../../core/scope.ts";
import type { TalliesRequest } from "../../durable/log-rpc.ts";
import { chosenByFilters } from "../access/parts.ts";
import { reads } from "../access/route-access.ts";
import { checkedQuery } from "../checked.ts";
import { filterOf, filters } from "../event-filters.ts";
import { namesResponse } from "../list-response.ts";
import { askLog } from "../log.ts";
import { bucketCount, limit, listedName, natural } from "../parameters.ts";
import type { Route, RouteContext } from "../route.ts";

export const countRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/histogram", access: reads(chosenByFilters), run: readHistogram },
  {
    method: "GET",
    path: "/v1/types",
    access: reads([WHOLE_LOG]),
    run: (c) => listTallies(c, "type"),
  },
  {
    method: "GET",
    path: "/v1/categories",
    access: reads([WHOLE_LOG]),
    run: (c) => listTallies(c, "category"),
  },
];

const histogramQuery = z.strictObject({
  by: z.enum(["time", "position"], "must be time or position").default("position"),
  buckets: bucketCount.default(60),
  after: natural.default(0),
  before: natural.default(Number.MAX_SAFE_INTEGER),
  ...filters,
});

async function readHistogram(c: RouteContext): Promise<Response> {
  const query = checkedQuery(c, histogramQuery);
  const { by, buckets, after, before } = query;
  const request = { by, buckets, after, before, ...filterOf(query) };
  const histogram = await askLog(c.env, (log) => log.histogram(request));
  return c.json(histogram, 200, { "cache-control": "no-cache" });
}

const talliesQuery = z.strictObject({
  after: listedName.default(""),
  limit: limit.default(MAX_PAGE_EVENTS),
});

const LISTS = { type: "types", category: "categories" } as const;

async function listTallies(c: RouteContext, by: TalliesRequest["by"]): Promise<Response> {
  const request = { by, ...checkedQuery(c, talliesQuery) };
  return namesResponse(c, LISTS[by], await askLog(c.env, (log) => log.tallies(request)));
}
