import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build, defineConfig, type Plugin } from "vite";

const TARGET = "es2023";

export default defineConfig({
  root: "web",
  logLevel: "warn",
  plugins: [svelte({ configFile: false }), collector()],
  build: { outDir: "../dist", emptyOutDir: true, target: TARGET },
});

/** Adds `/collector.js`, for pages that build nothing: a file by itself, whose name stays. */
function collector(): Plugin {
  return {
    name: "collector",
    async generateBundle() {
      const source = await bundledCollector();
      this.emitFile({ type: "asset", fileName: "collector.js", source });
    },
  };
}

/** Apart from the page, with which it would share chunks. */
async function bundledCollector(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: TARGET,
      modulePreload: false,
      rolldownOptions: { input: "client/collector.ts", preserveEntrySignatures: "strict" },
    },
  });
  const [bundle] = [built].flat();
  if (!bundle || !("output" in bundle)) throw new Error("Vite made no bundle");
  return bundle.output[0].code;
}
