import { OWN_SOURCE } from "../../core/names.ts";
import { eyeSchemaStream } from "../../systems/eye/events.ts";
import type { SchemaDraft, SchemaPlace } from "../../systems/gateway/register-schema.ts";
import type { Env } from "../env.ts";
import { readVersions } from "../gateway/read-versions.ts";
import { addRegistration, findRegistration, readRegistration } from "../gateway/registrations.ts";
import { rememberSchema } from "./known-schemas.ts";

/** A category, or what one application sends in it. */
export interface CategoryKey {
  readonly category: string;
  readonly name: string | undefined;
}

/** Of the event that a declaration makes. */
interface Identity {
  readonly id: string;
  /** Whether the sender chose it, so that a retry has it too. */
  readonly isRetryable: boolean;
}

/** Where the schemas of a category are. */
export function categoryPlace(
  env: Env,
  { category, name }: CategoryKey,
  { id, isRetryable }: Identity,
): SchemaPlace {
  const stream = eyeSchemaStream(category, name);
  const declaring = (draft: SchemaDraft) => ({ ...draft, stream, source: `${OWN_SOURCE}eye`, id });
  return {
    name: name === undefined ? category : `${category} of ${name}`,
    usual: "NONE",
    current: () => readRegistration(env, stream),
    versions: () => readVersions(env, stream),
    async registered(draft) {
      return isRetryable ? findRegistration(env, declaring(draft)) : undefined;
    },
    async register(draft, base) {
      const added = await addRegistration(env, declaring(draft), base);
      if (added.ok) rememberSchema(stream, added.value.registration);
      return added;
    },
  };
}
