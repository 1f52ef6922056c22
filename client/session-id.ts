import { newId } from "./new-id.ts";

const NAME = "foldlog-session";

/** Of this tab for as long as it is open, over all its pages. Where nothing can be kept, as in Node, a new one. */
export function sessionId(): string {
  const made = newId();
  try {
    const id = sessionStorage.getItem(NAME) ?? made;
    sessionStorage.setItem(NAME, id);
    return id;
  } catch {
    return made;
  }
}
