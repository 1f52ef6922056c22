import { Webhook } from "standardwebhooks";
import type { Route } from "../../worker/route.ts";
import { bearer, type Locksmith } from "./locksmith.ts";
import type { Question } from "./question.ts";

/** One kind of what is sent to say who asks. */
export interface Credential {
  readonly name: string;
  /** What it adds to a request. */
  readonly says: (question: Question) => Said;
  /** Whether it lets a request get as far as a route. */
  readonly opens: (question: Question) => boolean;
}

interface Said {
  readonly headers?: Readonly<Record<string, string>>;
  /** For the query. */
  readonly parameter?: string;
}

const PAGE = "https://page.example";
const EXPIRES_MS = 1500;

/** The kinds there are. Those that must have ended have when this resolves. */
export async function credentialsOf(smith: Locksmith): Promise<readonly Credential[]> {
  const admin = await smith.issue({ actions: ["admin"] });
  const mistyped = admin.key.replace(/.$/, (last: string) => (last === "0" ? "1" : "0"));
  const writer = await smith.issue({ actions: ["write"] });
  return [
    { name: "none", says: () => ({}), opens: isPublic },
    { name: "mistyped", says: byHeader(mistyped), opens: isPublic },
    ...(await ended(smith)),
    ...(await ofPages(smith)),
    ...(await ofParts(smith)),
    { name: "writes", says: byHeader(writer.key), opens: isWriting },
    await ofApplications(smith),
    await ofTickets(smith),
    await ofWebhooks(smith),
    { name: "admin", says: byHeader(admin.key), opens: () => true },
  ];
}

async function ended(smith: Locksmith): Promise<readonly Credential[]> {
  const revoked = await smith.issue({ actions: ["admin"] });
  const expiresAt = new Date(Date.now() + EXPIRES_MS).toISOString();
  const expired = await smith.issue({ actions: ["admin"] }, { expiresAt });
  await smith.revoke(revoked.id);
  await new Promise((resolve) => setTimeout(resolve, EXPIRES_MS));
  return [
    { name: "revoked", says: byHeader(revoked.key), opens: isPublic },
    { name: "expired", says: byHeader(expired.key), opens: isPublic },
  ];
}

async function ofPages(smith: Locksmith): Promise<readonly Credential[]> {
  const { key } = await smith.issue({ actions: ["write"], origins: [PAGE] }, { kind: "browser" });
  return [
    { name: "other origin", says: byHeader(key, "https://elsewhere.example"), opens: isPublic },
    { name: "its origin", says: byHeader(key, PAGE), opens: isWriting },
  ];
}

/** What they have without a filter, or ask for in a body. */
const READABLE = new Set([
  "GET /v1/streams/:stream/events",
  "GET /v1/streams/:stream/state",
  "GET /v1/keys/self",
  "POST /v1/tickets",
  "POST /eye/events/query",
]);
const WRITABLE = new Set(["POST /v1/streams/:stream/events", "POST /v1/cloudevents"]);

async function ofParts(smith: Locksmith): Promise<readonly Credential[]> {
  const reader = await smith.issue({ actions: ["read"], categories: ["matrix"] });
  const both = await smith.issue({ actions: ["read", "write"], streams: ["matrix-1"] });
  return [
    {
      name: "reads matrix",
      says: byHeader(reader.key),
      opens: (question) =>
        question.part === undefined
          ? isPublic(question) || READABLE.has(question.name)
          : needs(question.route, "read") && question.part.startsWith("matrix-"),
    },
    {
      name: "has matrix-1",
      says: byHeader(both.key),
      opens: (question) =>
        question.part === undefined
          ? isPublic(question) || READABLE.has(question.name) || WRITABLE.has(question.name)
          : question.part.startsWith("matrix-1"),
    },
  ];
}

/** What is for each application, or refused when it has been asked. */
const OF_ANY_APPLICATION = new Set([
  "POST /eye/events",
  "POST /eye/events/query",
  "GET /eye/categories/:category",
  "GET /v1/keys/self",
  "POST /v1/tickets",
  "POST /v1/cloudevents",
]);

async function ofApplications(smith: Locksmith): Promise<Credential> {
  const { key } = await smith.issue({ actions: ["read", "write"], application: "Shop" });
  return {
    name: "of Shop",
    says: byHeader(key),
    opens: (question) =>
      question.part === undefined
        ? isPublic(question) || OF_ANY_APPLICATION.has(question.name)
        : question.application === "Shop",
  };
}

/** It is taken where something is read only. */
async function ofTickets(smith: Locksmith): Promise<Credential> {
  const { key } = await smith.issue({ actions: ["read", "write"] });
  const ticket = await smith.ticket(key);
  return {
    name: "ticket",
    says: () => ({ parameter: `ticket=${ticket}` }),
    opens: (question) =>
      isPublic(question) ||
      (question.route.method === "GET" &&
        (question.route.access === "any-key" || needs(question.route, "read"))),
  };
}

/** It is taken for what is posted. */
async function ofWebhooks(smith: Locksmith): Promise<Credential> {
  const { id: key, secret } = await smith.issue({ actions: ["write"] }, { kind: "webhook" });
  const webhook = new Webhook(secret);
  let messages = 0;
  return {
    name: "webhook",
    says({ body = "" }) {
      messages += 1;
      const id = `msg_${messages}`;
      const at = new Date(Math.floor(Date.now() / 1000) * 1000);
      const headers = {
        "webhook-id": id,
        "webhook-timestamp": String(at.getTime() / 1000),
        "webhook-signature": webhook.sign(id, at, body),
      };
      return { headers, parameter: `webhook=${key}` };
    },
    opens: (question) =>
      isPublic(question) || (question.route.method === "POST" && isWriting(question)),
  };
}

function byHeader(key: string, origin?: string): Credential["says"] {
  const headers = { ...bearer(key), ...(origin === undefined ? {} : { origin }) };
  return () => ({ headers });
}

function isPublic({ route }: Question): boolean {
  return route.access === "public";
}

/** Whether who may write, and that everywhere, gets in. */
function isWriting({ route }: Question): boolean {
  return route.access === "public" || route.access === "any-key" || needs(route, "write");
}

function needs({ access }: Route, action: string): boolean {
  return typeof access !== "string" && access.actions.join() === action;
}
