import { Refused } from "../client/send-with-retries.ts";
import { MAX_PER_MINUTE } from "../core/limits.ts";
import { CATEGORY, KEY_NAME, ORIGIN, STREAM_BEGINNING } from "../core/names.ts";
import type { Action, Scope } from "../core/scope.ts";
import { APPLICATION } from "../systems/eye/events.ts";
import type { OwnKey } from "../worker/routes/keys.ts";

/** What is sent for a new key. */
export interface KeyPlan {
  readonly name: string;
  readonly kind: OwnKey["kind"];
  readonly scope: Scope;
  readonly perMinute: number | undefined;
  readonly expiresAt: string | null;
}

/** The fields in which names stand, or something else that is written. */
export type KeyField = "name" | "categories" | "streams" | "application" | "origins" | "perMinute";

const DAY_MS = 86_400_000;

/** What a text in a field must be, unless it is empty, by the rules that the server has. */
const RULES: Readonly<
  Record<KeyField, readonly [isRight: (text: string) => boolean, must: string]>
> = {
  name: [(text) => KEY_NAME.test(text), "must be 1 to 100 characters"],
  categories: [every((one) => CATEGORY.test(one)), "must be categories, such as order"],
  streams: [
    every((one) => STREAM_BEGINNING.test(one)),
    "must be beginnings of streams' names, such as order-2026",
  ],
  application: [(text) => APPLICATION.test(text), "must be 1 to 64 characters, and not unknown"],
  origins: [
    every((one) => ORIGIN.test(one)),
    "must be origins, such as https://www.example.com, without a path",
  ],
  perMinute: [
    (text) => /^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_PER_MINUTE,
    `must be a whole number from 1 to ${MAX_PER_MINUTE}`,
  ],
};

/** A key that somebody is about to make. */
export class KeyDraft {
  kind = $state<OwnKey["kind"]>("bearer");
  actions = $state<Action[]>(["read"]);
  /** Days; "" for one that does not end by itself. */
  lasts = $state("");
  readonly texts = $state<Record<KeyField, string>>({
    name: "",
    categories: "",
    streams: "",
    application: "",
    origins: "",
    perMinute: "",
  });
  readonly faults = $state<Partial<Record<KeyField | "actions", string | undefined>>>({});

  get isAdmin(): boolean {
    return this.kind === "bearer" && this.actions.includes("admin");
  }

  /** Whether a field has a meaning for such a key. */
  has(field: KeyField): boolean {
    if (field === "categories" || field === "streams") return !this.isAdmin;
    return field !== "origins" || this.kind !== "webhook";
  }

  isRequired(field: KeyField): boolean {
    return field === "name" || (field === "origins" && this.kind === "browser");
  }

  /** What it means that no categories are named. */
  get emptyCategories(): string {
    if (this.#isWritten("streams")) return "Empty: none beside those streams.";
    const { application } = this.texts;
    return this.#isWritten("application")
      ? `Empty: none, beside what is of ${application.trim()} in The Eye.`
      : "Empty: all.";
  }

  /** What it means that no streams are named. */
  get emptyStreams(): string {
    const isBound = this.#isWritten("categories") || this.#isWritten("application");
    return isBound ? "Empty: none beside that." : "Empty: all.";
  }

  /** What is wrong with what stands in a field, if it was written. */
  check(field: KeyField): void {
    const text = this.texts[field].trim();
    const [isRight, must] = RULES[field];
    this.faults[field] = text === "" || isRight(text) ? undefined : must;
  }

  /** Everything, as it would be sent. */
  checkAll(): boolean {
    for (const field of fields) this.check(field);
    if (!this.#isWritten("name")) this.faults.name = "must be 1 to 100 characters";
    const lacksOrigins = this.isRequired("origins") && !this.#isWritten("origins");
    if (lacksOrigins) this.faults.origins = "must be there for a browser key";
    const lacksActions = this.kind === "bearer" && this.actions.length === 0;
    this.faults.actions = lacksActions ? "must be one at least" : undefined;
    const shown = fields.filter((field) => this.has(field));
    return !lacksActions && shown.every((field) => this.faults[field] === undefined);
  }

  /** Puts what the server says on the fields; gives whether all of it has one. */
  take(error: unknown): boolean {
    const errors = error instanceof Refused ? (error.problem?.errors ?? []) : [];
    const places = errors.map(({ pointer, message }) => {
      const place = placeOf(pointer);
      if (place) this.faults[place] = message;
      return place;
    });
    return places.length > 0 && !places.includes(undefined);
  }

  /** `now` in milliseconds since 1970. */
  plan(now: number): KeyPlan {
    const { name, perMinute } = this.texts;
    return {
      name: name.trim(),
      kind: this.kind,
      scope: this.#scope(),
      perMinute: perMinute.trim() === "" ? undefined : Number(perMinute),
      expiresAt:
        this.lasts === "" ? null : new Date(now + Number(this.lasts) * DAY_MS).toISOString(),
    };
  }

  clear(): void {
    for (const field of fields) [this.texts[field], this.faults[field]] = ["", undefined];
  }

  #isWritten(field: KeyField): boolean {
    return this.has(field) && this.texts[field].trim() !== "";
  }

  #scope(): Scope {
    const list = (field: KeyField) => {
      const names = this.has(field) ? namesIn(this.texts[field]) : [];
      return names.length === 0 ? undefined : names;
    };
    return {
      actions: this.kind === "bearer" ? [...this.actions] : ["write"],
      categories: list("categories"),
      streams: list("streams"),
      application: this.texts.application.trim() || undefined,
      origins: list("origins"),
    };
  }
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal
const fields = Object.keys(RULES) as KeyField[];

/** `/scope/categories/0` is of the field categories. */
function placeOf(pointer: string): KeyField | "actions" | undefined {
  const [, first, second] = pointer.split("/");
  const place = first === "scope" ? second : first;
  return place === "actions" ? place : fields.find((field) => field === place);
}

/** With spaces or commas between them. */
function namesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((name) => name !== "");
}

function every(isRight: (name: string) => boolean): (text: string) => boolean {
  return (text) => namesIn(text).every(isRight);
}
