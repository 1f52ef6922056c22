import { gzipSync } from "node:zlib";
import type { Figure } from "./figure.ts";

/** What a page loads to collect its events, and nothing else: the text of `/collector.js`. A kB is 1,000 bytes. */
export function collectorSize(script: string): Figure {
  return {
    name: "JavaScript of the collector alone, gzip",
    value: gzipSync(script, { level: 9 }).length / 1000,
    unit: " kB",
    atMost: 4,
  };
}
