import type { FieldError } from "../../core/problem.ts";
import { shortened } from "../../systems/gateway/reason.ts";
import { ProblemError } from "../problem-error.ts";
import { statusOf } from "../verdicts.ts";
import type { Verdict } from "./settle-event.ts";

/**
 * What is told of each event: 201 if all are new, 200 if all are known, 422 if all are in quarantine, 207 for a
 * mixture.
 */
export function eyeVerdicts(verdicts: readonly Verdict[]): Response {
  const results = verdicts.map(({ id, status, position, errors }, index) =>
    status === "quarantined"
      ? { index, id, status, position, errors: told(errors) }
      : { index, id, status, position },
  );
  const count = (status: Verdict["status"]) =>
    verdicts.filter((verdict) => verdict.status === status).length;
  const [accepted, duplicates] = [count("accepted"), count("duplicate")];
  const body = { accepted, duplicates, quarantined: count("quarantined"), results };
  const last = Math.max(...verdicts.map(({ position }) => position));
  const headers = {
    "Log-Position": String(last),
    ...(duplicates === verdicts.length ? { "Idempotent-Replayed": "true" } : {}),
  };
  if (body.quarantined < verdicts.length)
    return Response.json(body, { status: statusOf(body), headers });
  const detail = "None of the events fits. They are kept in quarantine; results say why.";
  throw new ProblemError({ code: "refused", detail }, headers, body);
}

/** The first of them, with what they say of the values, since the sender knows those. */
function told(errors: readonly FieldError[]) {
  return shortened(errors).map(({ pointer, keyword }, i) => {
    const message = errors[i]?.message ?? "";
    return { pointer, keyword, message };
  });
}
