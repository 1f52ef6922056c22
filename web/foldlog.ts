import { Foldlog } from "../client/foldlog.ts";

/** The Foldlog that serves this page. */
export const foldlog = new Foldlog(location.origin);

/** So many times an action of somebody who waits for it is tried: for about three seconds. */
export const PATIENT = { tries: 4 } as const;
