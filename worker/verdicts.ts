import type { Json, JsonObject } from "../core/json.ts";
import { success, type Outcome, type Problem } from "../core/problem.ts";
import { toldTo } from "./access/told-to.ts";
import { ProblemError } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

/** What was sent, and what the log says to it. */
export interface Answered<Sent, Answer> {
  readonly sent: Sent;
  readonly answer: Answer;
}

/** Asks the log about what could be read of the elements of an array; an outcome for each element, in order. */
export async function answerEach<Sent, Answer>(
  read: readonly Outcome<Sent>[],
  ask: (sent: readonly Sent[]) => Promise<readonly Outcome<Answer>[]>,
): Promise<readonly Outcome<Answered<Sent, Answer>>[]> {
  const sent = read.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const answers = (sent.length === 0 ? [] : await ask(sent)).values();
  return read.map((outcome) => {
    if (!outcome.ok) return outcome;
    const answer = answers.next().value;
    if (!answer) throw new Error("The log answers each of them");
    return answer.ok ? success({ sent: outcome.value, answer: answer.value }) : answer;
  });
}

/** An element of an array that the log has. */
export interface Taken {
  readonly id: string;
  readonly position: number;
  /** It had it before. */
  readonly replayed: boolean;
}

/**
 * What is told of each element of an array: 201 if all are new, 200 if all are known, 422 if none could
 * be taken, 207 for a mixture. `idOf` gives the id of one that was refused, if it has any.
 */
export function verdictsResponse(
  c: RouteContext,
  outcomes: readonly Outcome<Taken>[],
  idOf: (index: number) => Json,
): Response {
  const results = outcomes.map((outcome, index) =>
    outcome.ok
      ? taken(index, outcome.value)
      : refused(index, idOf(index), toldTo(c.get("caller"), outcome.problem)),
  );
  const count = (status: string) => results.filter((result) => result["status"] === status).length;
  const [accepted, duplicates, unfit] = [count("accepted"), count("duplicate"), count("refused")];
  const body = { accepted, duplicates, refused: unfit, results };
  if (unfit === results.length) {
    const detail = "None of the events could be taken; results say why.";
    throw new ProblemError({ code: "refused", detail }, {}, body);
  }
  const headers = { "Log-Position": String(lastPosition(outcomes)) };
  return Response.json(body, { status: statusOf(body), headers });
}

function taken(index: number, { id, position, replayed }: Taken): JsonObject {
  return { index, id, status: replayed ? "duplicate" : "accepted", position };
}

function refused(index: number, id: Json, problem: Problem): JsonObject {
  const { code, detail, errors = [], members } = problem;
  return {
    ...members,
    index,
    id,
    status: "refused",
    code,
    detail,
    errors: errors.map(({ pointer, keyword, message }) => ({ pointer, keyword, message })),
  };
}

/** How many elements were new and known, of how many. */
type Counts = { readonly accepted: number; readonly duplicates: number; readonly results: Json[] };

/** Of the answer about elements of which one at least was taken. */
export function statusOf({ accepted, duplicates, results }: Counts): 200 | 201 | 207 {
  if (accepted === results.length) return 201;
  return duplicates === results.length ? 200 : 207;
}

/** Of those that the log has. */
function lastPosition(outcomes: readonly Outcome<Taken>[]): number {
  return Math.max(...outcomes.map((outcome) => (outcome.ok ? outcome.value.position : 0)));
}
