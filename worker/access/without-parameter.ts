/** A request for the same address without a parameter in its query. */
export function withoutParameter(request: Request, name: string): Request {
  const url = new URL(request.url);
  url.searchParams.delete(name);
  return new Request(url, request);
}
