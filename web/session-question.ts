import { EVENT_TYPE } from "../core/names.ts";
import { APPLICATION } from "../systems/eye/events.ts";
import { readTimestamp } from "../systems/eye/timestamp.ts";

const TIME = "must be a time that exists, such as 2026-03-01 09:15:27 or 2026-03-01T09:15:27Z";

/** By what sessions are chosen, as the address names it: with the server's own rules. */
export const SESSION_FILTERS = [
  {
    name: "application",
    label: "Application",
    isRight: (text: string) => APPLICATION.test(text),
    must: "must be 1 to 64 characters, none of them a control character",
  },
  {
    name: "category",
    label: "With events of the category",
    isRight: (text: string) => EVENT_TYPE.test(text),
    must: "must be 1 to 64 letters, digits or . _ ~ -, beginning with a letter or a digit",
  },
  { name: "from", label: "From (UTC)", isRight: isTime, must: TIME },
  { name: "to", label: "To (UTC)", isRight: isTime, must: TIME },
] as const;

export type SessionFilterName = (typeof SESSION_FILTERS)[number]["name"];
export type SessionQuestion = Partial<Record<SessionFilterName, string>>;

/** What an address asks for. What is wrong in it is left out: the form marks it. */
export function questionIn(params: URLSearchParams): SessionQuestion {
  const question: SessionQuestion = {};
  for (const { name, isRight } of SESSION_FILTERS) {
    const text = params.get(name)?.trim() ?? "";
    if (isRight(text)) question[name] = text;
  }
  return question;
}

function isTime(text: string): boolean {
  return readTimestamp(text) !== undefined;
}
