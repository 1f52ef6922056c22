import type { ReadOptions } from "../client/foldlog.ts";

/** What can be filtered by, as the address and the API name it. */
export const FILTERS = [
  { name: "q", label: "Text" },
  { name: "type", label: "Type" },
  { name: "stream", label: "Stream" },
  { name: "category", label: "Category" },
  { name: "from_time", label: "From time" },
  { name: "to_time", label: "To time" },
] as const;

export type FilterName = (typeof FILTERS)[number]["name"];

/** The events that an address asks for. */
export function readOptions(params: URLSearchParams): ReadOptions {
  const options: Record<string, string | number> = {};
  for (const { name } of FILTERS) {
    const value = params.get(name)?.trim();
    if (value) options[name] = value;
  }
  for (const name of ["after", "before"]) {
    const value = params.get(name);
    if (value !== null && /^\d+$/.test(value)) options[name] = Number(value);
  }
  return options;
}

/** The same for an address, without what does not choose events. */
export function queryKey(params: URLSearchParams): string {
  return JSON.stringify(readOptions(params));
}
