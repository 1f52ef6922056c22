export interface PageWatcher {
  /** Nobody sees the page any more; it may never run again. */
  readonly onHide: () => void;
  readonly onShow: () => void;
  readonly onOnline: () => void;
}

/** Tells what happens to the page, until the returned function is called. Outside of pages nothing does. */
export function watchPage({ onHide, onShow, onOnline }: PageWatcher): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  if ("document" in globalThis) {
    const onVisibility = () => (document.visibilityState === "hidden" ? onHide() : onShow());
    document.addEventListener("visibilitychange", onVisibility, { signal });
    addEventListener("pagehide", onHide, { signal });
    addEventListener("online", onOnline, { signal });
  }
  return () => stop.abort();
}
