import { partOfCategory, WHOLE_LOG, type Part } from "../../core/scope.ts";
import { projections } from "../../systems/index.ts";
import type { RouteContext } from "../route.ts";

// What a request touches of the log, by its address. An address that is wrong is refused later, by its route.

/** The stream in the path. */
export function streamInPath(c: RouteContext): readonly Part[] {
  return [c.req.param("stream") ?? WHOLE_LOG];
}

/** The stream of which category and id stand in the path. */
export function categoryAndIdInPath(c: RouteContext): readonly Part[] {
  return [partOfCategory(c.req.param("category") ?? "") + (c.req.param("id") ?? "")];
}

/** The events that the query chooses: by their stream or category, or else all. */
export function chosenByFilters(c: RouteContext): readonly Part[] {
  const stream = onlyOne(c, "stream");
  const category = onlyOne(c, "category");
  return [stream ?? (category === undefined ? WHOLE_LOG : partOfCategory(category))];
}

/** The streams that the query lists: those of a category, or whose names begin so, or else all. */
export function chosenByPrefix(c: RouteContext): readonly Part[] {
  const category = onlyOne(c, "category");
  const prefix = onlyOne(c, "prefix") ?? WHOLE_LOG;
  const part = category === undefined ? WHOLE_LOG : partOfCategory(category);
  return [prefix.length > part.length ? prefix : part];
}

/** What the projection of the view in the path takes. */
export function viewInPath(c: RouteContext): readonly Part[] {
  return takenBy(c.req.param("view") ?? "");
}

/** What a projection takes. */
export function takenBy(projection: string): readonly Part[] {
  const found = projections.find(({ name }) => name === projection);
  return found ? found.categories.map(partOfCategory) : [WHOLE_LOG];
}

/** A parameter of the query. One that is given several times chooses nothing: its route refuses it. */
export function onlyOne(c: RouteContext, name: string): string | undefined {
  const [value, ...more] = c.req.queries(name) ?? [];
  return more.length === 0 ? value : undefined;
}
