/** Where the page is. Everything that can be seen follows from it. */
class Navigation {
  #url = $state.raw(new URL(location.href));

  constructor() {
    addEventListener("popstate", () => (this.#url = new URL(location.href)));
  }

  get path(): string {
    return this.#url.pathname;
  }

  get params(): URLSearchParams {
    return this.#url.searchParams;
  }

  /** The address with other parameters; what is undefined or empty goes. */
  with(changes: Readonly<Record<string, string | number | undefined>>, path = this.path): string {
    const params = new URLSearchParams(path === this.path ? this.params : undefined);
    for (const [name, value] of Object.entries(changes))
      if (value === undefined || value === "") params.delete(name);
      else params.set(name, String(value));
    const query = params.toString();
    return query === "" ? path : `${path}?${query}`;
  }

  /** `replace` leaves no step to go back to. */
  go(href: string, { replace = false } = {}): void {
    if (replace) history.replaceState(null, "", href);
    else history.pushState(null, "", href);
    this.#url = new URL(location.href);
  }

  /** Follows a link to the page itself without loading it anew. */
  follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !isPlainClick(event) || !isInPage(link)) return;
    event.preventDefault();
    this.go(link.href);
  }
}

/** Others open tabs, or are somebody else's. */
export function isPlainClick(event: MouseEvent): boolean {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return !modified && event.button === 0 && !event.defaultPrevented;
}

function isInPage({ origin, pathname }: HTMLAnchorElement): boolean {
  return origin === location.origin && /^\/(ui(\/|$)|$)/.test(pathname);
}

export const navigation = new Navigation();
