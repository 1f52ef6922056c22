import { Foldlog } from "../client/foldlog.ts";
import { access } from "./access.svelte.ts";

/** The Foldlog that serves this page. */
export const foldlog = new Foldlog(location.origin, {
  key: access.key,
  replaceKey: (refused) => access.replace(refused),
});

/** So many times an action of somebody who waits for it is tried: for about three seconds. */
export const PATIENT = { tries: 4 } as const;
