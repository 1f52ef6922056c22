/** The id of an event by its index in a request: the first has the request's, further ones a number behind it. */
export function numberedId(id: string, index: number): string {
  return index === 0 ? id : `${id}.${String(index).padStart(3, "0")}`;
}

/** An id for a request that no numbered one is equal to, and that no other text gives. */
export function unnumberedId(text: string): string {
  return /\.\d{3}\.*$/.test(text) ? `${text}.` : text;
}
