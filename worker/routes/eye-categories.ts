import * as z from "zod";
import type { CategoriesPage, CategoriesRequest } from "../../systems/eye/eye-queries.ts";
import { eyeSchemaStream } from "../../systems/eye/events.ts";
import { registerSchema } from "../../systems/gateway/register-schema.ts";
import { reads, writesAndTells } from "../access/route-access.ts";
import { idForRequest } from "../append-request.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { categoryPlace, type CategoryKey } from "../eye/category-place.ts";
import { applicationName, categoryName, nameIn } from "../eye/eye-parameters.ts";
import { declaredInPath, EYE_SCHEMAS, readInPath } from "../eye/eye-parts.ts";
import { jsonSchema } from "../gateway/json-schema-kind.ts";
import { readSchema } from "../gateway/read-draft.ts";
import { readRegistration } from "../gateway/registrations.ts";
import { nextLink } from "../list-response.ts";
import { limit, listedName } from "../parameters.ts";
import { isUnchanged } from "../preconditions.ts";
import { problem, ProblemError, valueOf } from "../problem-error.ts";
import { readJson } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";
import { freshnessParameters, viewAnswer } from "../view.ts";

const OF_ALL = "/eye/categories/:category";
const OF_ONE = `${OF_ALL}/:name`;

/** The schemas of events: of a category, or of what one application sends in it. */
export const eyeCategoryRoutes: readonly Route[] = [
  { method: "GET", path: "/eye/categories", access: reads(EYE_SCHEMAS), run: listCategories },
  { method: "PUT", path: OF_ALL, access: writesAndTells(declaredInPath), run: declare },
  { method: "GET", path: OF_ALL, access: reads(readInPath), run: readDeclared },
  { method: "PUT", path: OF_ONE, access: writesAndTells(declaredInPath), run: declare },
  { method: "GET", path: OF_ONE, access: reads(readInPath), run: readDeclared },
];

function keyIn(c: RouteContext): CategoryKey {
  const isOfOne = c.req.param("name") !== undefined;
  const name = isOfOne ? nameIn(c, "name", applicationName) : undefined;
  return { category: nameIn(c, "category", categoryName), name };
}

function pathOf({ category, name }: CategoryKey): string {
  const parts = ["", "eye", "categories", category, ...(name === undefined ? [] : [name])];
  return parts.map(encodeURIComponent).join("/");
}

async function declare(c: RouteContext): Promise<Response> {
  const key = keyIn(c);
  refuseParameters(c);
  const draft = readSchema(await readJson(c.req.raw));
  const { headers } = c.req.raw;
  const isRetryable = headers.has("idempotency-key");
  const place = categoryPlace(c.env, key, { id: idForRequest(headers), isRetryable });
  const outcome = await registerSchema(jsonSchema, place, draft);
  if ("differences" in outcome)
    throw new ProblemError(outcome.problem, {}, { differences: outcome.differences });
  const { registration, judgement, position, isNew, replayed } = valueOf(outcome);
  const { version, compatibility } = registration;
  const { warnings, differences } = judgement;
  const { category, name = null } = key;
  const answer = { category, name, version, compatibility, position, warnings, differences };
  return c.json(answer, isNew ? 201 : 200, {
    ETag: `"${version}"`,
    Location: pathOf(key),
    "Log-Position": String(position),
    ...(replayed ? { "Idempotent-Replayed": "true" } : {}),
  });
}

async function readDeclared(c: RouteContext): Promise<Response> {
  const key = keyIn(c);
  refuseParameters(c);
  const found = await readRegistration(c.env, eyeSchemaStream(key.category, key.name));
  if (!found)
    throw problem(
      "category-not-declared",
      `No schema has been declared here. PUT a JSON Schema to ${pathOf(key)}.`,
    );
  const etag = `"${found.version}"`;
  const headers = { etag, "cache-control": "no-cache" };
  if (isUnchanged(c.req.raw.headers, etag)) return c.body(null, 304, headers);
  const text = JSON.stringify(found.schema);
  return c.body(text, 200, { ...headers, "content-type": "application/json" });
}

const listQuery = z.strictObject({
  after: listedName.optional(),
  limit: limit.default(100),
  ...freshnessParameters,
});

async function listCategories(c: RouteContext): Promise<Response> {
  const { after, limit: most, ...freshness } = checkedQuery(c, listQuery);
  const params: CategoriesRequest = {
    after: after === undefined ? null : split(after),
    limit: most,
  };
  const question = { view: "eye", query: "categories", params, freshness } as const;
  const page = await viewAnswer<CategoriesPage>(c, question);
  if (page === null) return c.body(null, 304);
  if (page.next) c.header("link", nextLink(c.req.url, "after", page.next.join("/")));
  return c.json({ categories: page.categories });
}

/** A category has no slash in it; a name may. */
function split(after: string): [category: string, name: string] {
  const [category = "", ...name] = after.split("/");
  return [category, name.join("/")];
}
