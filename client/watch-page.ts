export interface PageWatcher {
  /** Nobody sees the page any more; it may never run again. */
  readonly onHide: () => void;
  readonly onShow: () => void;
  readonly onOnline: () => void;
}

/** Tells what happens to the page, until the returned function is called. Outside of pages nothing does. */
export function watchPage({ onHide, onShow, onOnline }: PageWatcher): () => void {
  if (!("document" in globalThis)) return () => {};
  const onVisibility = () => (document.visibilityState === "hidden" ? onHide() : onShow());
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pagehide", onHide);
  window.addEventListener("online", onOnline);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pagehide", onHide);
    window.removeEventListener("online", onOnline);
  };
}
