import { describe, expect, it } from "vitest";
import { ADMIN_KEY, withKey } from "../support/keyed-foldlog.ts";

describe("ACCESS=open", () => {
  it("makes no keys and no tickets, which would open the log when it is closed", async () => {
    const open = withKey(undefined, { ACCESS: "open" });
    const wanted = { name: "later", scope: { actions: ["admin"] } };
    const answers = [
      await open.post("/v1/keys", wanted),
      await open.post("/v1/keys/any/rotate", {}),
      await open.post("/v1/tickets", {}),
    ];
    for (const { body } of answers) expect(body.type).toBe("/problems/refused");
    expect((await open.get("/v1/keys")).body).toEqual({ keys: [] });
    expect((await open.get("/v1/keys/self")).body.id).toBe("anyone");
  });
});

describe("ACCESS", () => {
  const answer = async (vars: Record<string, string>) =>
    (await withKey(ADMIN_KEY, vars).get("/v1/head")).body.type;

  it("lets nobody in by keys without an ADMIN_KEY that can be trusted", async () => {
    for (const ACCESS of ["keys", ""])
      for (const key of ["", "too-short"])
        expect(await answer({ ACCESS, ADMIN_KEY: key })).toBe("/problems/not-configured");
    const { body } = await withKey(undefined, { ADMIN_KEY: "" }).get("/problems");
    expect([body.status, body.detail]).toEqual([
      503,
      expect.stringContaining("secret put ADMIN_KEY"),
    ]);
    expect((await withKey(undefined, { ADMIN_KEY: "" }).get("/healthz")).status).toBe(200);
  });

  it.each(["OPEN", "Open", "open ", "none", "*"])("lets nobody in as %j", async (ACCESS) =>
    expect(await answer({ ACCESS })).toBe("/problems/not-configured"),
  );

  it("lets whoever has ADMIN_KEY in by keys, also if it is unset, and everybody if it is open", async () => {
    for (const ACCESS of ["keys", ""]) expect(await answer({ ACCESS })).toBeUndefined();
    expect(
      (await withKey(undefined, { ACCESS: "open", ADMIN_KEY: "" }).get("/v1/head")).status,
    ).toBe(200);
  });
});
