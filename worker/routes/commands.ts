import { parseJson } from "../../core/json.ts";
import type { System } from "../../core/system.ts";
import { systemOf } from "../../systems/index.ts";
import { categoryAndIdInPath } from "../access/parts.ts";
import { writesAndTells } from "../access/route-access.ts";
import { refuseParameters } from "../checked.ts";
import { commandHeaders, commandStatus, readSent, runCommand } from "../command-request.ts";
import { categoryIn, idIn } from "../parameters.ts";
import { problem, valueOf } from "../problem-error.ts";
import { readJson } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";

export const commandRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/commands/:category/:id/:command",
    access: writesAndTells(categoryAndIdInPath),
    run: postCommand,
  },
];

async function postCommand(c: RouteContext): Promise<Response> {
  const category = categoryIn(c);
  const id = idIn(c);
  const read = readerOf(category, c.req.param("command") ?? "");
  refuseParameters(c);
  const { input, ...sent } = readSent(await readJson(c.req.raw));
  const command = valueOf(read(input, id));
  const executed = await runCommand(c, { ...sent, stream: `${category}-${id}`, command });
  const { position, revision, state } = executed;
  const events = executed.events.map((event) =>
    Object.assign({}, event, { data: parseJson(event.data) }),
  );
  const body = { position, revision, events, state: parseJson(state) };
  return Response.json(body, {
    status: commandStatus(executed),
    headers: commandHeaders(executed),
  });
}

type Reader = NonNullable<System["commands"]>[string];

function readerOf(category: string, name: string): Reader {
  const system = systemOf(category);
  if (!system)
    throw problem(
      "no-decider",
      `No system owns the category "${category}", so it has no commands.`,
    );
  const commands = new Map(Object.entries(system.commands ?? {}));
  const read = commands.get(name);
  if (read) return read;
  const names = [...commands.keys()].join(", ") || "none";
  throw problem("command-not-found", `The commands of "${category}" are: ${names}.`);
}
