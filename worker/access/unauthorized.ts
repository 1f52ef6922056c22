import { ProblemError } from "../problem-error.ts";

const CHALLENGE = 'Bearer realm="foldlog"';

/** What was sent to say who asks lets nobody in. */
export function unauthorized(detail: string): ProblemError {
  const headers = { "www-authenticate": `${CHALLENGE}, error="invalid_token"` };
  return new ProblemError({ code: "unauthorized", detail }, headers);
}

/** The same for a key that is not there, and for a secret that is wrong: who guesses learns nothing. */
export function unknownKey(): ProblemError {
  return unauthorized("There is no such key.");
}

/** Nothing was sent to say who asks. */
export function noKey(): ProblemError {
  const detail = "Send a key: Authorization: Bearer fl_…";
  return new ProblemError({ code: "unauthorized", detail }, { "www-authenticate": CHALLENGE });
}
