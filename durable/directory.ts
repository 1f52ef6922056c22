import { DurableObject } from "cloudflare:workers";
import type { Outcome } from "../core/problem.ts";
import { directoryMigrations } from "./directory-migrations.ts";
import type {
  CheckRequest,
  DirectoryRpc,
  KeyCheck,
  KeyRecord,
  NewKey,
  Rotation,
} from "./directory-rpc.ts";
import { DurableStorage } from "./durable-storage.ts";
import { KeyStore } from "./key-store.ts";
import { migrate } from "./migrate.ts";
import { SpentRequests } from "./spent-requests.ts";

/** The Durable Object that knows which keys there are: an adapter around its store. */
export class Directory extends DurableObject<unknown> implements DirectoryRpc {
  readonly #keys: KeyStore;
  readonly #spent = new SpentRequests();

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    const storage = new DurableStorage(ctx.storage);
    migrate(storage, directoryMigrations, new Date().toISOString());
    this.#keys = new KeyStore(storage);
  }

  async issue(key: NewKey): Promise<Outcome<KeyRecord>> {
    return this.#keys.issue(key, Date.now());
  }

  async rotate(rotation: Rotation): Promise<Outcome<KeyRecord>> {
    return this.#keys.rotate(rotation, Date.now());
  }

  async revoke(id: string): Promise<Outcome<KeyRecord>> {
    return this.#keys.revoke(id, Date.now());
  }

  async key(id: string): Promise<Outcome<KeyRecord>> {
    return this.#keys.record(id);
  }

  async keys(): Promise<readonly KeyRecord[]> {
    return this.#keys.list();
  }

  async check(request: CheckRequest): Promise<KeyCheck | null> {
    const found = this.#keys.find(request.id);
    return found ? { ...found, spent: this.#spent.add(request) } : null;
  }

  async knowsOrigin(origin: string): Promise<boolean> {
    return this.#keys.knowsOrigin(origin);
  }
}
