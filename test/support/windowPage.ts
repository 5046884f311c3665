/** The inspector's window in a real browser, with the product's content security policy. */

import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Browser, test as base, chromium, expect, type Locator, type Page } from 'playwright/test';
import { CONTENT_SECURITY_POLICY } from '../../src/shared/bridge/contentSecurityPolicy';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { projectRoot } from './paths';

const ORIGIN = 'https://window.test';
const builtHarness = join(projectRoot, 'out', 'ui-harness');
const CONTENT_TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export class WindowPage {
  readonly problems: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(String(error)));
  }

  get grid(): Locator {
    return this.page.getByRole('grid', { name: 'Messages' });
  }

  get rows(): Locator {
    return this.grid.locator('[role=row][aria-selected]');
  }

  get selected(): Locator {
    return this.grid.locator('[role=row][aria-selected=true]');
  }

  get filter(): Locator {
    return this.page.getByRole('combobox', { name: 'Filter' });
  }

  get detail(): Locator {
    return this.page.getByRole('region', { name: 'Detail' });
  }

  get statusBar(): Locator {
    return this.page.getByRole('contentinfo');
  }

  /** How many messages the status bar says the filter shows, as it writes it. Waits until there is a filter. */
  async shownCount(): Promise<string> {
    await expect(this.statusBar).toContainText(/[\d,]+ shown of/);
    return /([\d,]+) shown/.exec(await this.statusBar.innerText())?.[1] ?? '';
  }

  async open(): Promise<void> {
    await this.page.route(`${ORIGIN}/**`, (route) => {
      const path = new URL(route.request().url()).pathname;
      const file = join(builtHarness, path === '/' ? 'index.html' : path);
      return route.fulfill({
        body: readFileSync(file),
        headers: {
          'content-type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': CONTENT_SECURITY_POLICY,
        },
      });
    });
    await this.page.goto(`${ORIGIN}/`);
    await this.page.waitForFunction(() => 'harness' in window);
    await expect(this.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
  }

  /** Opens the window again, as the next start does; what was to be kept is kept. */
  async restart(): Promise<void> {
    await this.page.reload();
    await this.page.waitForFunction(() => 'harness' in window);
    await expect(this.page.getByRole('heading', { name: 'Electroscope' })).toBeVisible();
    await this.page.evaluate(() => window.harness.main.start());
  }

  /** Opens a session with random traffic. */
  async openSession(messages: number, seed = 1): Promise<void> {
    await this.open();
    await this.page.evaluate(
      ([randomSeed, count]) => {
        window.harness.main.start();
        window.harness.feedRandom(randomSeed, count);
      },
      [seed, messages] as const,
    );
    await expect(this.statusBar).toContainText(`${messages.toLocaleString('en-US')} captured`);
  }

  async feed(entries: readonly JournalEntry[]): Promise<void> {
    // As JSON, as in a journal: Playwright's own serialization loses keys such as "__proto__".
    await this.page.evaluate((lines) => window.harness.feed(lines), JSON.stringify(entries));
  }
}

interface WorkerFixtures {
  /** One for all tests of a worker: to start it takes longer than most of them. Each has a context of its own in it. */
  readonly sharedBrowser: Browser;
}

/** Gives each test a window, and fails it if the window had any problem. */
export const test = base.extend<{ inspector: WindowPage }, WorkerFixtures>({
  sharedBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures used from this pattern.
    async ({}, use) => {
      const executablePath = process.env.ELECTROSCOPE_CHROMIUM;
      const browser = await chromium.launch({
        ...(executablePath !== undefined && { executablePath }),
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  inspector: async ({ sharedBrowser, userAgent }, use) => {
    const context = await sharedBrowser.newContext({
      viewport: { width: 1360, height: 830 },
      reducedMotion: 'reduce',
      ...(userAgent !== undefined && { userAgent }),
    });
    const inspector = new WindowPage(await context.newPage());
    await use(inspector);
    expect(inspector.problems).toEqual([]);
    await context.close();
  },
});

export { expect };
