import { gzipSync } from "node:zlib";
import { bundleCollector } from "../support/bundle-collector.ts";
import type { Figure } from "./figure.ts";

/** What a page loads to collect its events, and nothing else. */
export async function collectorSize(): Promise<Figure> {
  const bundle = await bundleCollector();
  return {
    name: "JavaScript of the collector alone, gzip",
    value: gzipSync(bundle, { level: 9 }).length / 1000,
    unit: " kB",
    atMost: 4,
  };
}
