// npm run bench -- append | value | live | tail | views | validate | hostile | eye: each figure beside its bound. Exits with 1 if one is not kept.
import { benchAppend } from "./append.ts";
import { benchEye } from "./eye.ts";
import { benchHostile } from "./hostile.ts";
import { benchLive } from "./live.ts";
import { benchTail } from "./tail.ts";
import { benchValidate } from "./validate.ts";
import { benchValue } from "./value.ts";
import { benchViews } from "./views.ts";

const benches: Readonly<Record<string, () => Promise<boolean>>> = {
  append: benchAppend,
  value: benchValue,
  live: benchLive,
  tail: benchTail,
  views: benchViews,
  validate: benchValidate,
  hostile: benchHostile,
  eye: benchEye,
};

const [name = ""] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join(" | ")}`);
  process.exit(2);
}
process.exit((await bench()) ? 0 : 1);
