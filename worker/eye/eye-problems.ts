import type { ProblemCode } from "../../core/problem.ts";
import type { ProblemKind } from "../problem-kind.ts";

/** Of the table of problems, those about sessions and their events. */
export const eyeProblems = {
  "category-not-declared": {
    status: 404,
    title: "Nobody has declared this category",
    help: "Events of a category are taken when a JSON Schema has been declared for it: PUT it to /eye/categories/{category}, or to /eye/categories/{category}/{name} for one application. GET /eye/categories lists those there are.",
  },
  "session-not-found": {
    status: 404,
    title: "No such session",
    help: "A session exists from its first accepted event on. GET /eye/sessions lists those there are; GET /eye/errors tells what was refused.",
  },
} satisfies Partial<Record<ProblemCode, ProblemKind>>;
