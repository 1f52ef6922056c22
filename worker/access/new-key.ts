import * as z from "zod";
import { formatMillis, parseInstant } from "../../core/instant.ts";
import { MAX_PER_MINUTE } from "../../core/limits.ts";
import { KEY_NAME, ORIGIN, STREAM_BEGINNING } from "../../core/names.ts";
import type { KeyKind, NewKey } from "../../durable/directory-rpc.ts";
import { applicationName } from "../eye/eye-parameters.ts";
import { category } from "../parameters.ts";

/** Requests in a minute, unless the key says another number. */
const USUAL_PER_MINUTE: Readonly<Record<KeyKind, number>> = {
  bearer: 60_000,
  browser: 600,
  webhook: 6000,
};

const MOST = 100;

function some<Item extends z.ZodType>(item: Item) {
  const message = `must be 1 to ${MOST}`;
  return z.array(item).min(1, message).max(MOST, message);
}

const beginning = z
  .string()
  .regex(STREAM_BEGINNING, "must be the beginning of a stream's name, its category and - at least");

const origin = z
  .string()
  .refine(isOrigin, "must be an origin, such as https://www.example.com, without a path");

const scope = z.strictObject({
  actions: some(z.enum(["read", "write", "admin"], "must be read, write or admin")),
  categories: some(category).optional(),
  streams: some(beginning).optional(),
  application: applicationName.optional(),
  origins: some(origin).optional(),
});

const future = z.string().transform((text, context) => {
  const instant = parseInstant(text);
  const time = instant && formatMillis(instant);
  if (time && Date.parse(time) > Date.now()) return time;
  context.addIssue("must be an RFC 3339 time to come");
  return z.NEVER;
});

const perMinute = `must be a whole number from 1 to ${MAX_PER_MINUTE}`;

/** What is sent for a new key. */
export const newKey = z
  .strictObject({
    name: z.string().regex(KEY_NAME, "must be 1 to 100 characters"),
    kind: z
      .enum(["bearer", "browser", "webhook"], "must be bearer, browser or webhook")
      .default("bearer"),
    scope,
    perMinute: z.int(perMinute).min(1, perMinute).max(MAX_PER_MINUTE, perMinute).optional(),
    expiresAt: future.nullable().default(null),
  })
  .superRefine((key, context) => {
    for (const { isBroken, path, message } of RULES)
      if (isBroken(key)) context.addIssue({ code: "custom", path: [...path], message });
  })
  .transform((key): Omit<NewKey, "id" | "hash"> => ({
    ...key,
    perMinute: key.perMinute ?? USUAL_PER_MINUTE[key.kind],
  }));

interface Rule {
  readonly isBroken: (key: Pick<NewKey, "kind" | "scope">) => boolean;
  readonly path: readonly string[];
  readonly message: string;
}

/** What is bound to nothing else. */
const RULES: readonly Rule[] = [
  {
    isBroken: ({ kind, scope: { actions } }) => kind !== "bearer" && actions.some(isNotWrite),
    path: ["scope", "actions"],
    message: 'must be ["write"] for a key of this kind, which others may see or send for',
  },
  {
    isBroken: ({ kind, scope: { origins } }) => kind === "browser" && !origins,
    path: ["scope", "origins"],
    message: "must be there for a browser key",
  },
  {
    isBroken: ({ kind, scope: { origins } }) => kind === "webhook" && origins !== undefined,
    path: ["scope", "origins"],
    message: "must be left out for a webhook, which no web page sends",
  },
  {
    isBroken: ({ scope: { actions, categories, streams } }) =>
      actions.includes("admin") && (categories !== undefined || streams !== undefined),
    path: ["scope", "actions"],
    message: "cannot have admin with categories or streams: admin is everything",
  },
];

function isNotWrite(action: string): boolean {
  return action !== "write";
}

function isOrigin(text: string): boolean {
  return ORIGIN.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
