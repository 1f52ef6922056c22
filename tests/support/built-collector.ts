import { build } from "vite";

/** What `/collector.js` is, made as it is for everybody. */
export async function builtCollector(): Promise<string> {
  const built = await build({ configFile: "vite.config.ts", build: { write: false } });
  const files = [built].flat().flatMap((bundle) => ("output" in bundle ? bundle.output : []));
  const file = files.find(({ fileName }) => fileName === "collector.js");
  if (file?.type !== "asset") throw new Error("Vite made no collector");
  return String(file.source);
}
