import { writes } from "../access/route-access.ts";
import { refuseParameters } from "../checked.ts";
import { sessionsOfSender } from "../eye/eye-parts.ts";
import { eyeVerdicts } from "../eye/eye-verdicts.ts";
import { instantNow } from "../eye/instant-now.ts";
import { readSentEvents } from "../eye/read-sent-events.ts";
import { receiveEvents } from "../eye/receive-events.ts";
import type { Route, RouteContext } from "../route.ts";

/** Seed 1: what applications send. */
export const eyeRoutes: readonly Route[] = [
  { method: "POST", path: "/eye/events", access: writes(sessionsOfSender), run: takeEvents },
];

async function takeEvents(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const sender = { application: c.get("caller").scope.application, now: instantNow() };
  const sent = await readSentEvents(c.req.raw, sender);
  return eyeVerdicts(await receiveEvents(c.env, sent));
}
