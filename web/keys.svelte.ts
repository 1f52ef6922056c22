import type { IssuedKey, KeysAnswer } from "../worker/routes/keys.ts";
import { foldlog, PATIENT } from "./foldlog.ts";
import type { KeyPlan } from "./key-draft.svelte.ts";
import type { ListedKey } from "./key-text.ts";

const PATH = "/v1/keys";
/** Sent twice, it would make two keys. */
const ONCE = { tries: 1 } as const;

/** The keys that the directory has. */
export class Keys {
  /** The newest first; undefined until they have been read. */
  listed = $state.raw<readonly ListedKey[]>();
  error = $state.raw<unknown>();

  constructor() {
    void this.read();
  }

  async read(): Promise<void> {
    try {
      const { keys } = await foldlog.get<KeysAnswer>(PATH, {}, PATIENT);
      this.listed = keys.toReversed();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** A key may have been made though nobody was told: then it stands in the list. */
  async issue(json: KeyPlan): Promise<IssuedKey> {
    try {
      return await foldlog.send<IssuedKey>("POST", PATH, { ...ONCE, json });
    } finally {
      void this.read();
    }
  }

  /** `overlap` in seconds. As for `issue`. */
  async rotate(id: string, overlap: number): Promise<IssuedKey> {
    try {
      const options = { ...ONCE, json: { overlap } };
      return await foldlog.send<IssuedKey>("POST", `${PATH}/${id}/rotate`, options);
    } finally {
      void this.read();
    }
  }

  async revoke(id: string): Promise<void> {
    await foldlog.send("DELETE", `${PATH}/${id}`, PATIENT);
    void this.read();
  }
}
