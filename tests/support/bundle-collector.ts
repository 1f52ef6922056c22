import { build } from "vite";

/** The collector alone, as a page would load it: a module, made small. */
export async function bundleCollector(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: { input: "client/collector.ts", preserveEntrySignatures: "strict" },
    },
  });
  const [bundle] = [built].flat();
  if (!bundle || !("output" in bundle)) throw new Error("Vite made no bundle");
  return bundle.output[0].code;
}
