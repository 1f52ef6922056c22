import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../core/json.ts";
import { eyeSchemaStream } from "../../systems/eye/events.ts";
import { instantNow } from "../../worker/eye/instant-now.ts";
import { rememberSchema } from "../../worker/eye/known-schemas.ts";
import { readSentEvents } from "../../worker/eye/read-sent-events.ts";
import { receiveEvents } from "../../worker/eye/receive-events.ts";
import type { Verdict } from "../../worker/eye/settle-event.ts";
import { addRegistration, readRegistration } from "../../worker/gateway/registrations.ts";
import { client } from "../support/fruits.ts";
import { valueOf } from "../support/log-harness.ts";
import { PARTY_SESSION, partyEvent } from "../support/party.ts";

afterEach(() => reset());

/** By another Worker, so that this one does not know. */
async function declareElsewhere(category: string, schema: Json): Promise<void> {
  const stream = eyeSchemaStream(category);
  const draft = {
    stream,
    schema,
    compatibility: undefined,
    source: "test",
    id: crypto.randomUUID(),
  };
  valueOf(await addRegistration(env, draft, await readRegistration(env, stream)));
}

async function learn(category: string): Promise<void> {
  const stream = eyeSchemaStream(category);
  rememberSchema(stream, await readRegistration(env, stream));
}

async function send(events: readonly JsonObject[]): Promise<readonly Verdict[]> {
  const body = JSON.stringify(events);
  const headers = { "content-type": "application/json" };
  const request = new Request("http://foldlog/eye/events", { method: "POST", body, headers });
  return receiveEvents(
    env,
    await readSentEvents(request, { application: undefined, now: instantNow() }),
  );
}

const statusesOf = (verdicts: readonly Verdict[]) => verdicts.map(({ status }) => status);
const positionsOf = (verdicts: readonly Verdict[]) => verdicts.map(({ position }) => position);
const inOrder = (positions: readonly number[]) => positions.toSorted((a, b) => a - b);

describe("the events of a batch", () => {
  it.each([true, false])(
    "are in order though one schema is known and another not (ids: %s)",
    async (hasIds) => {
      await declareElsewhere("party", true);
      await declareElsewhere("other", true);
      await learn("party");
      const categories = ["other", "party", "other", "party"];
      const verdicts = await send(
        categories.map((category, n) =>
          partyEvent({ category, data: n + 1, ...(hasIds ? { id: `e-${n}` } : {}) }),
        ),
      );
      expect(positionsOf(verdicts)).toEqual([3, 4, 5, 6]);
      const { body } = await client.get(`/eye/sessions/${PARTY_SESSION}`);
      expect(body.events.map(({ data }: { data: number }) => data)).toEqual([1, 2, 3, 4]);
    },
  );

  it("are in order though the schema of one in the middle is no longer current", async () => {
    for (const category of ["party", "other"]) {
      await declareElsewhere(category, { type: "number" });
      await learn(category);
    }
    await declareElsewhere("other", { type: "string" });
    const verdicts = await send([
      partyEvent({ data: 1 }),
      partyEvent({ data: "a", category: "other", session_id: "s-2" }),
      partyEvent({ data: "b" }),
      partyEvent({ data: 2, category: "other" }),
      partyEvent({ data: 3, session_id: "s-2" }),
    ]);
    expect(statusesOf(verdicts)).toEqual([
      "accepted",
      "accepted",
      "quarantined",
      "quarantined",
      "accepted",
    ]);
    expect(positionsOf(verdicts)).toEqual([4, 5, 6, 7, 8]);
  });

  it("are in order though many are kept in quarantine, and many categories unknown", async () => {
    const categories = Array.from({ length: 12 }, (_, n) => `kind-${n}`);
    for (const category of categories) await declareElsewhere(category, { type: "number" });
    const verdicts = await send(
      Array.from({ length: 500 }, (_, n) =>
        partyEvent({ category: categories[n % 12] ?? "", data: n % 2 === 0 ? n : `${n}` }),
      ),
    );
    expect(positionsOf(verdicts)).toEqual(Array.from({ length: 500 }, (_, n) => n + 13));
  });

  it("are published and kept in order, whatever was declared elsewhere", () =>
    fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
        runs += 1;
        const oracle = new Oracle(`run${runs}`);
        for (const { declared, learned, sent } of rounds) {
          for (const { category, type } of declared) await oracle.declare(category, type);
          for (const category of learned) await learn(oracle.categoryOf(category));
          const events = sent.map((one) => oracle.eventOf(one));
          const expected = events.map((event) => oracle.send(event));
          const verdicts = await send(events);
          expect(statusesOf(verdicts)).toEqual(expected);
          const accepted = verdicts.filter(({ status }) => status === "accepted");
          expect(positionsOf(accepted)).toEqual(inOrder(positionsOf(accepted)));
        }
      }),
      { numRuns: 60 },
    ));
});

const categories = fc.constantFrom("a", "b", "never");
const types = fc.constantFrom("number", "string");
const round = fc.record({
  declared: fc.array(fc.record({ category: fc.constantFrom("a", "b"), type: types }), {
    maxLength: 2,
  }),
  learned: fc.array(categories, { maxLength: 2 }),
  sent: fc.array(
    fc.record({
      category: categories,
      type: types,
      session: fc.constantFrom("s-1", "s-2"),
      id: fc.option(fc.constantFrom("1", "2", "3")),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});
type SentOne = (typeof round extends fc.Arbitrary<infer Value> ? Value : never)["sent"][number];

let runs = 0;

/** What must become of events, by the schemas that were declared and the events that were published. */
class Oracle {
  readonly #run: string;
  readonly #types = new Map<unknown, string>();
  readonly #published = new Map<unknown, string>();

  constructor(run: string) {
    this.#run = run;
  }

  categoryOf(category: string): string {
    return `${this.#run}${category}`;
  }

  async declare(category: string, type: string): Promise<void> {
    this.#types.set(this.categoryOf(category), type);
    await declareElsewhere(this.categoryOf(category), { type });
  }

  eventOf({ category, type, session, id }: SentOne): JsonObject {
    return partyEvent({
      name: this.#run,
      category: this.categoryOf(category),
      session_id: `${this.#run}-${session}`,
      data: type === "number" ? 1 : "one",
      ...(id === null ? {} : { id }),
    });
  }

  send(event: JsonObject): Verdict["status"] {
    const { id, category, data } = event;
    const text = JSON.stringify(event);
    const published = id === undefined ? undefined : this.#published.get(id);
    if (published === text) return "duplicate";
    if (published !== undefined || this.#types.get(category) !== typeof data) return "quarantined";
    if (id !== undefined) this.#published.set(id, text);
    return "accepted";
  }
}
