import * as z from "zod";
import type { Json } from "../../core/json.ts";
import type { Registration } from "../../systems/gateway/event-stream.ts";
import { notRegistered } from "../../systems/gateway/receive-event.ts";
import { judgeDraft } from "../../systems/gateway/register-event.ts";
import { schemaStream, topicName, type Topic } from "../../systems/gateway/topic.ts";
import { typesOf } from "../../systems/gateway/types-of.ts";
import { reads } from "../access/route-access.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { gatewayOf } from "../gateway/gateway-of.ts";
import { readDraftToCheck } from "../gateway/read-draft.ts";
import { readJsonOrField } from "../gateway/read-event.ts";
import { listVersions, readVersion } from "../gateway/read-versions.ts";
import { topicIn } from "../gateway/topic-in.ts";
import { schemaInPath, topicInPath } from "../gateway/topic-parts.ts";
import { tryEvents, tryStored } from "../gateway/try-events.ts";
import { natural } from "../parameters.ts";
import { isUnchanged } from "../preconditions.ts";
import { problem, ProblemError } from "../problem-error.ts";
import type { Route, RouteContext } from "../route.ts";

const SCHEMA = "/:client/:event/schema";

export const schemaRoutes: readonly Route[] = [
  { method: "GET", path: SCHEMA, access: reads(schemaInPath), run: readSchema },
  { method: "GET", path: `${SCHEMA}/versions`, access: reads(schemaInPath), run: showVersions },
  { method: "GET", path: `${SCHEMA}/types.ts`, access: reads(schemaInPath), run: readTypes },
  { method: "POST", path: `${SCHEMA}/check`, access: reads(topicInPath), run: checkDraft },
  { method: "POST", path: `${SCHEMA}/validate`, access: reads(schemaInPath), run: validate },
];

const versionQuery = z.strictObject({ version: natural.optional() });

interface Found {
  readonly version: number;
  readonly schema: Json;
}

async function readSchema(c: RouteContext): Promise<Response> {
  const topic = topicIn(c);
  const { version, schema } = await versionOf(c, topic);
  const etag = `"${version}"`;
  const headers = { etag, "cache-control": "no-cache" };
  if (isUnchanged(c.req.raw.headers, etag)) return c.body(null, 304, headers);
  return c.body(JSON.stringify(schema), 200, { ...headers, "content-type": "application/json" });
}

async function readTypes(c: RouteContext): Promise<Response> {
  const topic = topicIn(c);
  const { version, schema } = await versionOf(c, topic);
  const text = `// ${topicName(topic)}, version ${version}\n${typesOf(topic.event, schema)}`;
  return c.body(text, 200, { "content-type": "text/plain; charset=utf-8", etag: `"${version}"` });
}

async function showVersions(c: RouteContext): Promise<Response> {
  const topic = topicIn(c);
  refuseParameters(c);
  const { compatibility } = await currentOf(c, topic);
  const versions = await listVersions(c.env, schemaStream(topic));
  return c.json({ ...topic, compatibility, versions }, 200, { "cache-control": "no-cache" });
}

const checkQuery = z.strictObject({ stored: natural.default(0) });

/** What would become of a draft, and of events, if it were registered. Changes nothing. */
async function checkDraft(c: RouteContext): Promise<Response> {
  const topic = topicIn(c);
  const { stored } = checkedQuery(c, checkQuery);
  const draft = { topic, ...readDraftToCheck(await readJsonOrField(c.req.raw, "event_schema")) };
  const gateway = gatewayOf(c);
  const judged = await judgeDraft(gateway, draft);
  if (!judged.ok && judged.problem.code === "schema-invalid")
    return c.json({ admitted: false, errors: judged.problem.errors ?? [] });
  if (!judged.ok) throw new ProblemError(judged.problem);
  const { base, isSame, isCompatible, ...judgement } = judged.value;
  const check = gateway.kind.compile(draft.schema);
  return c.json({
    admitted: true,
    errors: [],
    warnings: judgement.warnings,
    same: isSame,
    version: (base?.version ?? 0) + (isSame ? 0 : 1),
    compatibility: judgement.compatibility,
    compatible: isCompatible,
    differences: judgement.differences,
    events: await tryEvents(check, draft.events),
    stored: await tryStored(c.env, { topic, check, most: stored }),
  });
}

async function validate(c: RouteContext): Promise<Response> {
  const topic = topicIn(c);
  const { version, schema } = await versionOf(c, topic);
  const event = await readJsonOrField(c.req.raw, "event");
  const errors = gatewayOf(c).kind.compile(schema)(event);
  return c.json({ valid: errors.length === 0, version, errors });
}

/** The version in the query, or the current one. */
async function versionOf(c: RouteContext, topic: Topic): Promise<Found> {
  const { version } = checkedQuery(c, versionQuery);
  const current = await currentOf(c, topic);
  if (version === undefined || version === current.version) return current;
  const isEarlier = version < current.version;
  const found = isEarlier ? await readVersion(c.env, schemaStream(topic), version) : undefined;
  if (found) return found;
  const detail = `${topicName(topic)} has the versions 1 to ${current.version}.`;
  throw problem("schema-version-not-found", detail, { members: { current: current.version } });
}

async function currentOf(c: RouteContext, topic: Topic): Promise<Registration> {
  const registration = await gatewayOf(c).stream.registration(topic, "current");
  if (registration) return registration;
  throw new ProblemError(notRegistered(topic).problem);
}
