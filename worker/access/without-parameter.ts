/** An address without a parameter in its query. */
export function withoutParameter(address: string, name: string): URL {
  const url = new URL(address);
  url.searchParams.delete(name);
  return url;
}
