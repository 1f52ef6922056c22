import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { ADMIN_KEY, issue } from "../support/keyed-foldlog.ts";

describe("the directory", () => {
  it("holds no secret", async () => {
    const { key } = await issue({ actions: ["read"] });
    const { secret } = await issue({ actions: ["write"] }, { kind: "webhook" });
    const stub = env.DIRECTORY.getByName("main");
    const dump = await runInDurableObject(stub, (_, { storage }) =>
      JSON.stringify(storage.sql.exec("SELECT * FROM keys").toArray()),
    );
    expect(dump).toContain(key.slice(3, 15));
    for (const text of [key, key.slice(15), key.slice(15, 58), secret, secret.slice(6), ADMIN_KEY])
      expect(dump).not.toContain(text);
  });
});
