/** Looks for what keeps people from using the window. */

import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';

/** A look takes time for everything in sight, and more rows are more of the same. */
export const SMALL_VIEWPORT = { width: 1360, height: 480 } as const;

interface Look {
  /** Selector of the part that is looked at. */
  readonly within?: string;
  /** Rules of axe that don't hold here. */
  readonly besides?: readonly string[];
}

/** What axe finds on the page as it is, in both themes: of the dark one in the colours, as nothing else differs. */
export async function accessibilityProblems(page: Page, { within, besides = [] }: Look = {}): Promise<unknown[]> {
  const look = () => {
    const axe = new AxeBuilder({ page });
    return within === undefined ? axe : axe.include(within);
  };
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await look()
    .disableRules([...besides])
    .analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await look().withRules('color-contrast').analyze();
  return [...light.violations, ...dark.violations].map(({ id, nodes }) => [
    id,
    nodes.map(({ html, failureSummary }) => [html.slice(0, 160), failureSummary]),
  ]);
}
