import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Foldlog } from "./foldlog.ts";
import { temporary } from "./workerd.ts";

/** The whole product, with data of its own, where a key is needed. */
export function startedWithKeys(adminKey: string): Promise<Foldlog> {
  const file = join(temporary("keys"), "keys.env");
  writeFileSync(file, `ACCESS=keys\nADMIN_KEY=${adminKey}\n`);
  return Foldlog.started([process.execPath, "scripts/start.ts", "--env-file", file]);
}
