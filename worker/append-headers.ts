/** The headers of every answer to an append that ends at a position. */
export function appendHeaders(position: number, replayed: boolean): Record<string, string> {
  return {
    Location: `/v1/events/${position}`,
    "Log-Position": String(position),
    ...(replayed ? { "Idempotent-Replayed": "true" } : {}),
  };
}
