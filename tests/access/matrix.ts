import type { Client } from "../support/http.ts";
import type { Credential } from "./credentials.ts";
import { allQuestions, type Question } from "./question.ts";

export interface Cell {
  readonly question: string;
  readonly credential: string;
  readonly status: number;
  readonly isExpected: boolean;
}

/** Every question, asked with every kind of credentials. */
export async function accessMatrix(
  client: Client,
  credentials: readonly Credential[],
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const question of allQuestions())
    for (const credential of credentials) {
      const status = await ask(client, question, credential);
      const isIn = status !== 401 && status !== 403;
      const isExpected = isIn === credential.opens(question) && status < 500;
      cells.push({ question: question.name, credential: credential.name, status, isExpected });
    }
  return cells;
}

async function ask(client: Client, question: Question, { says }: Credential): Promise<number> {
  const { route, path, body } = question;
  const { headers, parameter = "" } = says(question);
  const mark = path.includes("?") ? "&" : "?";
  const address = parameter === "" ? path : path + mark + parameter;
  const { status } = await client.send(route.method, address, {
    headers: { ...question.headers, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return status;
}
