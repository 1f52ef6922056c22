import type * as z from "zod";
import type { EventFilter } from "../durable/log-rpc.ts";
import {
  boundTime,
  category as categoryName,
  searchText,
  streamName,
  types,
} from "./parameters.ts";

/** The parameters that choose events, wherever events are chosen. */
export const filters = {
  type: types.optional(),
  category: categoryName.optional(),
  stream: streamName.optional(),
  from_time: boundTime.optional(),
  to_time: boundTime.optional(),
  q: searchText.optional(),
};

/** The same as the log takes them. */
export function filterOf(query: z.infer<z.ZodObject<typeof filters>>): EventFilter {
  const { type, from_time, to_time, q, category, stream } = query;
  return { stream, category, types: type, text: q, fromTime: from_time, toTime: to_time };
}
