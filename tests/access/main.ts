// npm run access [-- --url http://localhost:8787]: asks every route with every kind of key, and prints what it
// answers. It stops the producer, and changes nothing else. Without --url it starts a Foldlog of its own; with it, the variable ADMIN_KEY is its secret.
import { parseArgs } from "node:util";
import { Client } from "../support/http.ts";
import { credentialsOf } from "./credentials.ts";
import { Locksmith } from "./locksmith.ts";
import { accessMatrix, type Cell } from "./matrix.ts";
import { startedWithKeys } from "../support/started-with-keys.ts";

const { values } = parseArgs({ options: { url: { type: "string" } } });
const adminKey = process.env["ADMIN_KEY"] ?? "an-admin-key-of-this-run-alone";
const own = values.url === undefined ? await startedWithKeys(adminKey) : undefined;
const client = new Client(fetch, values.url ?? own?.url);
const credentials = await credentialsOf(new Locksmith(client, adminKey));
const cells = await accessMatrix(client, credentials);
await own?.stop();

const names = credentials.map(({ name }) => name);
const widest = Math.max(...cells.map(({ question }) => question.length));
const line = (question: string, texts: readonly string[]) =>
  console.log(question.padEnd(widest), ...texts.map((text) => text.padStart(12)));
const shown = ({ status, isExpected }: Cell) => `${isExpected ? "" : "!! "}${status}`;
line("", names);
for (const [question, row] of Map.groupBy(cells, (cell) => cell.question))
  line(question, row.map(shown));
const surprises = cells.filter(({ isExpected }) => !isExpected);
console.log(
  `\n${cells.length} requests, ${surprises.length} of them answered as they should not be`,
);
process.exit(surprises.length === 0 ? 0 : 1);
