import { routes } from "../../worker/routes.ts";
import type { Route } from "../../worker/route.ts";

/** A request, without what says who asks. */
export interface Question {
  /** The route, or the request where it is another one. */
  readonly name: string;
  readonly route: Route;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** What it touches of the log by its query or its body; `undefined`: it says nothing there. */
  readonly part: string | undefined;
  /** Of The Eye, which it names. */
  readonly application?: string;
}

/** Every route, and then those whose parts stand in the query or the body. What gets in finds nothing, and changes nothing but that the producer stops. */
export function allQuestions(): readonly Question[] {
  const plain = routes.map((route) => ({ ...asked(route, addressOf(route)), name: nameOf(route) }));
  return [...plain, ...STREAMS.flatMap(about), ...OTHERS, ...["Shop", "Bank"].flatMap(aboutEye)];
}

const JSON_TYPE = { "content-type": "application/json", accept: "application/json" };
const STREAMS = ["matrix-1", "elsewhere-1"];

function about(stream: string): readonly Question[] {
  const [category = ""] = stream.split("-");
  const reading = [
    [`/v1/events?stream=${stream}`, stream],
    [`/v1/events?category=${category}`, `${category}-`],
    [`/v1/histogram?stream=${stream}`, stream],
    [`/v1/histogram?category=${category}`, `${category}-`],
    [`/v1/streams?prefix=${stream}`, stream],
    [`/v1/streams?category=${category}`, `${category}-`],
  ] as const;
  const event = { specversion: "1.0", id: "1", source: "matrix", type: "Asked", subject: stream };
  return [
    ...reading.map(([path, part]) => named("GET", path, { part })),
    named("POST", "/v1/cloudevents", {
      part: stream,
      body: JSON.stringify(event),
      // There is no such revision, so that who gets in writes nothing.
      headers: { ...JSON_TYPE, "content-type": "application/cloudevents+json", "if-match": '"9"' },
    }),
  ];
}

function aboutEye(application: string): readonly Question[] {
  const quarantine = `quarantine-eye.${application}`;
  const sessions = { part: "session-", application };
  const refused = { part: quarantine, application };
  const declared = { part: `eyeschema-click:${application}`, application };
  const search = { initial: "2021-01-01 00:00:00", end: "2021-01-02 00:00:00", name: application };
  return [
    named("GET", `/eye/events?application=${application}`, sessions),
    named("GET", `/eye/events?session=none&name=${application}`, sessions),
    named("POST", "/eye/events/query", { ...sessions, body: JSON.stringify(search) }),
    named("GET", `/eye/sessions?application=${application}`, sessions),
    named("GET", `/eye/sessions/none?application=${application}`, sessions),
    named("GET", `/eye/errors?application=${application}`, refused),
    named("GET", `/v1/quarantine?topic=eye.${application}`, refused),
    named("GET", `/v1/quarantine/reasons?topic=eye.${application}`, refused),
    named("GET", `/eye/categories/click/${application}`, declared),
    named("PUT", `/eye/categories/click/${application}`, declared),
  ];
}

/** Two streams are none: their route refuses them, and only who may read all gets so far. */
const OTHERS: readonly Question[] = [
  named("GET", `/v1/events?stream=${STREAMS.join("&stream=")}`, { part: "" }),
  named("GET", "/eye/events?session=elsewhere", { part: "session-elsewhere" }),
];

function named(method: string, path: string, more: Partial<Question> & Pick<Question, "part">) {
  const [pathname = ""] = path.split("?");
  const isMeant = ({ path: pattern }: Route) =>
    new RegExp(`^${pattern.replace(/:\w+/g, "[^/]+")}$`).test(pathname);
  const route = routes.find((one) => one.method === method && isMeant(one));
  if (!route) throw new Error(`There is no route ${method} ${pathname}`);
  const inBody = method === "POST" ? ` ${more.application ?? more.part}` : "";
  return { ...asked(route, path), name: `${method} ${path}${inBody}`, ...more };
}

function asked(route: Route, path: string): Omit<Question, "name"> {
  const body = route.method === "GET" ? undefined : "[]";
  return { route, path, headers: JSON_TYPE, body, part: undefined };
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

function addressOf({ path }: Route): string {
  return path
    .replace(":stream", "matrix-1")
    .replace(":position", "9007199254740991")
    .replace(/:\w+/g, "none")
    .replace("*", "none");
}
