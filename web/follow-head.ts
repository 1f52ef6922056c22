import { connection } from "./connection.svelte.ts";
import { foldlog } from "./foldlog.ts";

/** A page that is told of every arrival does nothing else at a thousand a second. */
const TOLD_EVERY_MS = 100;

/** Keeps the connection and the head that the page shows up to date where no list of events does. Gives its end. */
export function followHead(): () => void {
  const stop = new AbortController();
  // Why the server refuses is told by the page's own questions too.
  void follow(stop.signal).catch(() => connection.refuse());
  return () => stop.abort();
}

async function follow(signal: AbortSignal): Promise<void> {
  let newest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onStatus = connection.take.bind(connection);
  for await (const { position } of foldlog.subscribe({ after: "now", signal, onStatus })) {
    newest = position;
    timer ??= setTimeout(() => {
      timer = undefined;
      connection.reached(newest);
    }, TOLD_EVERY_MS);
  }
}
