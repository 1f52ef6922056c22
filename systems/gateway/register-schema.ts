import { jsonEqual, type Json } from "../../core/json.ts";
import { failure, success, type FieldError, type Outcome } from "../../core/problem.ts";
import {
  checkCompatibility,
  type Compatibility,
  type Difference,
} from "./compatibility/check-compatibility.ts";
import type { CompatibilityMode } from "./compatibility-mode.ts";
import type { NewRegistration, Registration, Version } from "./event-stream.ts";
import type { SchemaKind } from "./schema-kind.ts";

export interface SchemaDraft {
  readonly schema: Json;
  /** What this and later schemas must keep; `undefined`: what it is. */
  readonly compatibility: CompatibilityMode | undefined;
}

/** Where the versions of one schema are kept. */
export interface SchemaPlace {
  /** As people are told. */
  readonly name: string;
  /** Of a first version that does not say, as its decider has it. */
  readonly usual: CompatibilityMode;
  current(): Promise<Registration | undefined>;
  /** All versions, the oldest first. */
  versions(): Promise<readonly Version[]>;
  /** Registers a schema that was judged against `base`; `wrong-expected-revision` if that is not the current one. */
  register(draft: SchemaDraft, base: Registration | undefined): Promise<Outcome<NewRegistration>>;
  /** What was answered when this draft was registered, if it was; never for one whose sender chose no id. */
  registered(draft: SchemaDraft): Promise<Outcome<NewRegistration> | undefined>;
}

/** What becomes of a draft if it is registered. */
export interface Judgement {
  /** The current version; `undefined`: there is none. */
  readonly base: Registration | undefined;
  /** It is the current version already. */
  readonly isSame: boolean;
  readonly compatibility: CompatibilityMode;
  readonly isCompatible: boolean;
  readonly differences: readonly Difference[];
  /** What is allowed, and may not mean what its author thinks. Pointers are into the schema. */
  readonly warnings: readonly FieldError[];
}

export interface RegisteredDraft extends NewRegistration {
  /** What is to be told of it; nothing again when it was registered before. */
  readonly judgement: Pick<Judgement, "differences" | "warnings">;
}

const UNJUDGED = { differences: [], warnings: [] };

/** A registration was judged against one that another has replaced meanwhile: so often in a row, and it is told. */
const TRIES = 5;

/**
 * Registers a schema, if it is one that is admitted (`schema-invalid`) and compatible with those before it
 * (`schema-incompatible`). One that is registered already changes nothing.
 */
export async function registerSchema(
  kind: SchemaKind,
  place: SchemaPlace,
  draft: SchemaDraft,
): Promise<Outcome<RegisteredDraft> | Incompatible> {
  // A retry of a success must never become a refusal, though the current schema is another by now.
  const before = await place.registered(draft);
  if (!before) return judgeAndRegister(kind, place, draft);
  return before.ok ? success({ ...before.value, judgement: UNJUDGED }) : before;
}

async function judgeAndRegister(
  kind: SchemaKind,
  place: SchemaPlace,
  draft: SchemaDraft,
): Promise<Outcome<RegisteredDraft> | Incompatible> {
  for (let tries = 1; ; tries += 1) {
    const judged = await judgeSchema(kind, place, draft);
    if (!judged.ok) return judged;
    const judgement = judged.value;
    if (!judgement.isCompatible) return incompatible(place.name, judgement);
    const registered = await place.register(draft, judgement.base);
    if (registered.ok) return success({ ...registered.value, judgement });
    if (registered.problem.code !== "wrong-expected-revision") return registered;
    if (tries === TRIES) return failure("log-too-busy", "The schema changes all the time.");
  }
}

/** A failure with the differences beside the problem, which holds texts and numbers only. */
export type Incompatible = ReturnType<typeof incompatible>;

function incompatible(name: string, { base, compatibility, differences }: Judgement) {
  const version = base?.version ?? 0;
  const count = differences.filter(({ isWarning }) => !isWarning).length;
  const failed = failure(
    "schema-incompatible",
    `The schema is not ${compatibility} compatible with ${name} as it is: ${count === 1 ? "one difference stands" : `${count} differences stand`} against it.`,
    { members: { topic: name, version, compatibility } },
  );
  return { ...failed, differences };
}

/** What would become of a draft. Changes nothing. */
export async function judgeSchema(
  kind: SchemaKind,
  place: SchemaPlace,
  { schema, compatibility: wanted }: SchemaDraft,
): Promise<Outcome<Judgement>> {
  const admitted = kind.admit(schema);
  if (!admitted.ok) return admitted;
  const { warnings } = admitted.value;
  const base = await place.current();
  const compatibility = wanted ?? base?.compatibility ?? place.usual;
  const judgement = { base, compatibility, warnings };
  if (!base) return success({ ...judgement, isSame: false, ...COMPATIBLE });
  if (jsonEqual(schema, base.schema))
    return success({ ...judgement, isSame: compatibility === base.compatibility, ...COMPATIBLE });
  const earlier = compatibility.endsWith("_TRANSITIVE") ? await place.versions() : [base];
  const compared = checkCompatibility({ mode: compatibility, schema, earlier, kind });
  return success({ ...judgement, isSame: false, ...compared });
}

const COMPATIBLE: Compatibility = { isCompatible: true, differences: [] };
