/** Loads the page anew if there is a server to load it from; without one what is shown stays. */
export async function reloadFromServer(): Promise<void> {
  const answer = await fetch("/healthz").catch(() => undefined);
  if (answer?.ok) location.reload();
}

/** Whether that has been tried: what a reload did not mend, another does not. */
export function wasReloaded(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry !== undefined && "type" in entry && entry.type === "reload";
}
