// What the programs that are started by hand have in common.
import { Foldlog } from "../client/foldlog.ts";
import { UNAUTHORIZED } from "../client/key-in-use.ts";
import { Refused } from "../client/send-with-retries.ts";

/** Sent with every request where one is given. A list of processes shows arguments, but not this. */
export const KEY = process.env["FOLDLOG_KEY"] || undefined;

/** For the usage of each program. */
export const KEY_USAGE = "Where a key is needed, it is read from the variable FOLDLOG_KEY.";

/** Where Foldlog answers, with the key. */
export function foldlogAt(url: URL): Foldlog {
  return new Foldlog(url, { key: KEY });
}

/** Of a request, if it is not answered. With their waits about half a minute. */
export const TRIES = 9;

/** What `read` makes of the arguments. Ends the program with its usage where it gives nothing (0) or throws (2). */
export function readPlan<Plan>(usage: string, read: () => Plan | undefined): Plan {
  const plan = attempt(usage, read);
  if (plan === undefined) return exitWithUsage(usage, 0);
  return plan;
}

function attempt<Plan>(usage: string, read: () => Plan): Plan {
  try {
    return read();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n`);
    return exitWithUsage(usage, 2);
  }
}

function exitWithUsage(usage: string, code: number): never {
  console.log(usage);
  process.exit(code);
}

/** A whole number from 1 to `most`; throws a sentence that names the argument. */
export function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Error(`${name} must be a whole number from 1 to ${most}, not "${text}".`);
}

/** Is given at the first Ctrl-C, so that what is on its way may arrive; the second one does not wait. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => {
    stop.abort();
    process.once("SIGINT", () => process.exit(130));
  });
  process.once("SIGTERM", () => stop.abort());
  return stop.signal;
}

/** Over the line before on a terminal, else on a line of its own. */
export function showLine(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001B[2K${line}`);
  else console.log(line);
}

/** How many events there were since a time of `performance.now`, and how fast. */
export function pace(events: number, started: number): string {
  const seconds = (performance.now() - started) / 1000;
  return `${events} events in ${seconds.toFixed(1)} s (${(events / seconds).toFixed(1)} a second)`;
}

/** Why a request to `url` failed, for people. */
export function explain(error: unknown, url: URL): string {
  if (error instanceof Refused) {
    const hint = error.status === UNAUTHORIZED ? "Set the variable FOLDLOG_KEY to a key." : "";
    const told = `The server answers ${error.status}: ${error.message} ${error.problem?.type ?? ""}`;
    return `${told.trim()} ${hint}`.trim();
  }
  return `No answer from ${url.origin}. Is Foldlog running? Start it by: npm start`;
}
