import { v5 as nameBasedId } from "uuid";
import * as z from "zod";
import { parseJson } from "../../core/json.ts";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { partOfCategory } from "../../core/scope.ts";
import type { Executed } from "../../durable/log-rpc.ts";
import { showAccount, type Account } from "../../systems/accounts/account.ts";
import { accountCommands } from "../../systems/accounts/commands.ts";
import { ACCOUNT } from "../../systems/accounts/events.ts";
import type { AccountsPage, AccountsRequest } from "../../systems/accounts/queries.ts";
import { reads, writesAndTells } from "../access/route-access.ts";
import { idForRequest } from "../append-request.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { commandHeaders, commandStatus, readSent, runCommand } from "../command-request.ts";
import { nextLink } from "../list-response.ts";
import { askLog } from "../log.ts";
import { momentOf } from "../moment.ts";
import { idIn, limit, listedName, natural, time } from "../parameters.ts";
import { isUnchanged } from "../preconditions.ts";
import { problem, valueOf } from "../problem-error.ts";
import { readJson, readJsonIfAny } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";
import { freshnessOf, freshnessParameters, queryView } from "../view.ts";

const ACCOUNTS = [partOfCategory(ACCOUNT)];
const accountInPath = (c: RouteContext) => [streamOf(c.req.param("id") ?? "")];

/** Seed 4. */
export const accountRoutes: readonly Route[] = [
  { method: "POST", path: "/accounts", access: writesAndTells(ACCOUNTS), run: openAccount },
  { method: "GET", path: "/accounts", access: reads(ACCOUNTS), run: listAccounts },
  { method: "GET", path: "/accounts/:id", access: reads(accountInPath), run: readAccount },
  {
    method: "POST",
    path: "/accounts/:id/deposit",
    access: writesAndTells(accountInPath),
    run: (c) => moveMoney(c, "deposit"),
  },
  {
    method: "POST",
    path: "/accounts/:id/withdraw",
    access: writesAndTells(accountInPath),
    run: (c) => moveMoney(c, "withdraw"),
  },
  {
    method: "POST",
    path: "/accounts/:id/close",
    access: writesAndTells(accountInPath),
    run: closeAccount,
  },
];

/** Of the ids that are made from what a client chose, so that its retry finds the same account (RFC 9562, 5.5). */
const NAMESPACE = "906b414c-8cfe-47d4-8235-e65508de6f32";

async function openAccount(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const sent = readSent(await readJson(c.req.raw));
  const eventId = sent.id ?? idForRequest(c.req.raw.headers);
  const isChosen = sent.id !== undefined || c.req.raw.headers.has("idempotency-key");
  const id = isChosen ? nameBasedId(eventId, NAMESPACE) : eventId;
  const command = valueOf(accountCommands.open(sent.input, id));
  const { occurredAt } = sent;
  const executed = await runCommand(c, { stream: streamOf(id), command, id: eventId, occurredAt });
  const response = accountResponse(c, id, executed);
  response.headers.set("location", `/accounts/${id}`);
  return response;
}

async function moveMoney(c: RouteContext, name: "deposit" | "withdraw"): Promise<Response> {
  const id = idIn(c);
  refuseParameters(c);
  const { input, ...sent } = readSent(await readJson(c.req.raw));
  const command = valueOf(accountCommands[name](input, id));
  const executed = await runCommand(c, { ...sent, stream: streamOf(id), command });
  return accountResponse(c, id, executed);
}

async function closeAccount(c: RouteContext): Promise<Response> {
  const id = idIn(c);
  refuseParameters(c);
  const { input, ...sent } = readSent(await readJsonIfAny(c.req.raw));
  const command = valueOf(accountCommands.close(input, id));
  const executed = await runCommand(c, { ...sent, stream: streamOf(id), command });
  return accountResponse(c, id, executed);
}

const momentQuery = z.strictObject({ revision: natural.optional(), at: time.optional() });

async function readAccount(c: RouteContext): Promise<Response> {
  const id = idIn(c);
  const stream = streamOf(id);
  const until = momentOf(checkedQuery(c, momentQuery));
  const { state, revision, end } = valueOf(
    await askLog(c.env, (log) => log.state({ stream, until })),
  );
  const account = accountIn(state);
  if (account.status === "none") {
    const detail =
      end === 0 ? `There is no account "${id}".` : `There was no account "${id}" then.`;
    throw problem("stream-not-found", detail, { members: { stream } });
  }
  const etag = `"${revision}"`;
  c.header("etag", etag);
  c.header("cache-control", "no-cache");
  if (isUnchanged(c.req.raw.headers, etag)) return c.body(null, 304);
  return c.json(showAccount(id, { ...account, revision }));
}

const listQuery = z.strictObject({
  after: listedName.default(""),
  limit: limit.default(MAX_PAGE_EVENTS),
  ...freshnessParameters,
});

async function listAccounts(c: RouteContext): Promise<Response> {
  const { after, limit: most, ...query } = checkedQuery(c, listQuery);
  const params = { after, limit: most } satisfies AccountsRequest;
  const question = { view: "accounts", query: "list", params, freshness: freshnessOf(c, query) };
  const answer = await queryView(c, question);
  if (answer === null) return c.body(null, 304);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query gives such a page
  const { accounts, next } = parseJson(answer) as unknown as AccountsPage;
  if (next !== null) c.header("link", nextLink(c.req.url, "after", next));
  return c.json({ accounts });
}

/** The account as it is after a command. */
function accountResponse(c: RouteContext, id: string, executed: Executed): Response {
  const shown = showAccount(id, { ...accountIn(executed.state), revision: executed.revision });
  return c.json(shown, commandStatus(executed), commandHeaders(executed));
}

function streamOf(id: string): string {
  return `${ACCOUNT}-${id}`;
}

function accountIn(state: string): Account {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the log folds an account's stream into one
  return parseJson(state) as unknown as Account;
}
