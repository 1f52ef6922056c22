/** The id of an event by its index in a request: the first has the request's, further ones a number behind it. */
export function numberedId(id: string, index: number): string {
  return index === 0 ? id : `${id}.${String(index).padStart(3, "0")}`;
}
