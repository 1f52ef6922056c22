import lighthouse, { desktopConfig, type RunnerResult } from "lighthouse";
import { launchBrowser } from "../support/browser.ts";
import { freePort } from "../support/foldlog.ts";
import type { Figure } from "./figure.ts";

const RUNS = 3;
/** Now and then Lighthouse loses the beginning of its trace (NO_NAVSTART), which tells nothing of the page. */
const TRIES = 3;
/** A page with a live stream is never without a request: Lighthouse looks no longer than this for rest. */
const WAIT_MS = 15_000;

const BOUNDS = {
  desktop: { performance: 98, accessibility: 100, "best-practices": 100 },
  mobile: { performance: 95, accessibility: 100, "best-practices": 100 },
} as const;

export type FormFactor = keyof typeof BOUNDS;
type Category = keyof (typeof BOUNDS)[FormFactor];
const CATEGORIES: readonly Category[] = ["performance", "accessibility", "best-practices"];

type Result = RunnerResult["lhr"];

interface Score {
  readonly category: Category;
  readonly score: number;
  /** The audits that cost points. */
  readonly lost: readonly string[];
}

interface Subject {
  readonly url: string;
  readonly formFactor: FormFactor;
}

/** Lighthouse's scores of three runs: the median of performance, the worst of the other categories. */
export async function lighthouseScores(subject: Subject): Promise<readonly Figure[]> {
  const runs: Score[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(...(await scoresOf(subject)));
  return CATEGORIES.map((category) => {
    const scores = runs
      .filter((one) => one.category === category)
      .toSorted((a, b) => a.score - b.score);
    const counted = scores[category === "performance" ? Math.floor(RUNS / 2) : 0];
    if (!counted) throw new Error(`Lighthouse gives no score for ${category}`);
    const lost = counted.lost.length === 0 ? "" : `; points lost by ${counted.lost.join(", ")}`;
    return {
      name: `${category} of ${new URL(subject.url).pathname}, ${subject.formFactor}`,
      value: counted.score,
      unit: "",
      atLeast: BOUNDS[subject.formFactor][category],
      detail: `runs ${scores.map(({ score }) => score).join(", ")}${lost}`,
    };
  });
}

async function scoresOf(subject: Subject): Promise<Score[]> {
  const { categories, audits } = await look(subject);
  return CATEGORIES.map((category) => {
    const { score, auditRefs = [] } = categories[category] ?? {};
    const lost = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9);
    return { category, score: Math.round((score ?? 0) * 100), lost: lost.map(({ id }) => id) };
  });
}

async function look(subject: Subject): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    const result = await lookOnce(subject);
    if (!result.runtimeError) return result;
    const told = `Lighthouse failed on ${subject.url}: ${result.runtimeError.code}`;
    if (tried === TRIES) throw new Error(told);
    console.log(`  ${told}; again`);
  }
}

/** In a new Chromium, so that nothing is cached from the run before. */
async function lookOnce({ url, formFactor }: Subject): Promise<Result> {
  const port = await freePort();
  const browser = await launchBrowser(port);
  const flags = { port, logLevel: "error", maxWaitForLoad: WAIT_MS } as const;
  const config = formFactor === "desktop" ? desktopConfig : undefined;
  try {
    const answer = await lighthouse(url, flags, config);
    if (!answer) throw new Error(`Lighthouse told nothing of ${url}`);
    return answer.lhr;
  } finally {
    await browser.close();
  }
}
