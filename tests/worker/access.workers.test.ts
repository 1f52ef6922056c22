import { describe, expect, it } from "vitest";
import { ADMIN_KEY, withKey } from "../support/keyed-foldlog.ts";

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
