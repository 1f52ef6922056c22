import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** By day and by night, wide and narrow. */
const APPEARANCES = [
  { colorScheme: "light", size: WIDE },
  { colorScheme: "dark", size: WIDE },
  { colorScheme: "dark", size: PHONE },
  { colorScheme: "light", size: PHONE },
] as const;

/** Fails with what not everybody can use of a page, or cannot see without scrolling sideways, in one of its appearances. */
export async function assertOpenToAll(page: Page): Promise<void> {
  for (const { colorScheme, size } of APPEARANCES) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect([await violations(page), overflow], `${colorScheme}, ${size.width} px`).toEqual([[], 0]);
  }
}

/** Each with the elements that it is about. A page has no frames, so one of its own for axe would only take time. */
async function violations(page: Page): Promise<readonly object[]> {
  const found = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
