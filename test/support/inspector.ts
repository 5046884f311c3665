/** Drives the real inspector in a real Electron, as a user does. */

import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type ElectronApplication, expect, type Locator, type Page } from 'playwright/test';
import { launchElectron } from './launchElectron';
import { projectRoot } from './paths';

/** Far longer than it takes on a busy machine; what takes longer hangs, and says so before the test's own time is over. */
const QUIT_TIMEOUT_MS = 30_000;

/** What the table shows of a message. */
export interface ShownMessage {
  readonly direction: string;
  readonly kind: string;
  readonly channel: string;
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly size: string;
  readonly duration: string;
}

export class Inspector {
  /** Console errors, uncaught exceptions and violations of the content security policy in the window. */
  readonly problems: string[] = [];
  /** Playwright forgets it when it has ended. */
  private readonly ownProcess: ChildProcess;

  private constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
    readonly dataFolder: string,
  ) {
    this.ownProcess = app.process();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(String(error)));
  }

  /** @param args as on the command line */
  static open(...args: string[]): Promise<Inspector> {
    return Inspector.reopen(mkdtempSync(join(tmpdir(), 'electroscope-data-')), ...args);
  }

  /** Opens one with the data of another that has ended. */
  static async reopen(dataFolder: string, ...args: string[]): Promise<Inspector> {
    return Inspector.start(join(projectRoot, 'out'), dataFolder, args);
  }

  /** Opens that of an installed package. @param program its folder for Electron */
  static openProgram(program: string, ...args: string[]): Promise<Inspector> {
    return Inspector.start(program, mkdtempSync(join(tmpdir(), 'electroscope-data-')), args);
  }

  private static async start(program: string, dataFolder: string, args: readonly string[]): Promise<Inspector> {
    const app = await launchElectron(program, args, { ELECTROSCOPE_DATA_DIR: dataFolder });
    return new Inspector(app, await app.firstWindow(), dataFolder);
  }

  /** The window that opens with what is done; both are windows of the same program. */
  async newWindow(action: () => Promise<unknown>): Promise<Inspector> {
    const [page] = await Promise.all([this.app.waitForEvent('window'), action()]);
    return new Inspector(this.app, page, this.dataFolder);
  }

  get filter(): Locator {
    return this.page.getByRole('combobox', { name: 'Filter' });
  }

  get rows(): Locator {
    return this.page.getByRole('grid', { name: 'Messages' }).locator('[role=row][aria-selected]');
  }

  get detail(): Locator {
    return this.page.getByRole('region', { name: 'Detail' });
  }

  get statusBar(): Locator {
    return this.page.getByRole('contentinfo');
  }

  async setFilter(text: string): Promise<void> {
    await this.filter.fill(text);
  }

  /** The messages in sight, of which there must be this many. */
  async messages(count: number): Promise<ShownMessage[]> {
    await expect(this.rows).toHaveCount(count);
    const cell = async (row: Locator, column: string) =>
      (await row.locator(`[data-column=${column}]`).innerText()).trim();
    return Promise.all(
      (await this.rows.all()).map(async (row) => ({
        direction: (await row.locator('[data-column=direction] [role=img]').getAttribute('aria-label')) ?? '',
        kind: await cell(row, 'kind'),
        channel: await cell(row, 'channel'),
        from: await cell(row, 'from'),
        to: await cell(row, 'to'),
        status: await cell(row, 'status'),
        size: await cell(row, 'size'),
        duration: await cell(row, 'duration'),
      })),
    );
  }

  /** Selects the only message that matches, and returns its detail, a part of which is open. */
  async inspect(filter: string, tab: 'Arguments' | 'Result' | 'Ports' = 'Arguments'): Promise<Locator> {
    await this.setFilter(filter);
    await expect(this.rows, filter).toHaveCount(1);
    await this.rows.first().click();
    await this.detail.getByRole('tab', { name: tab, exact: true }).click();
    // Once its payload is there.
    await expect(this.detail.getByRole('tabpanel').locator('section').first()).toBeVisible();
    return this.detail;
  }

  /** Waits until the demo has sent everything it sends by itself, as often as it was started in this session. */
  async waitForTour(starts = 1): Promise<void> {
    await this.setFilter('channel=traffic:changed');
    await expect(this.rows).toHaveCount(4 * starts);
    await this.setFilter('');
  }

  /** Which app is watched, and how it stands. */
  get status(): Locator {
    return this.page.getByRole('banner').getByRole('status');
  }

  /** Process id of the target. */
  async targetPid(): Promise<number> {
    await expect(this.statusBar).toContainText(/pid \d+/);
    return Number(/pid (\d+)/.exec(await this.statusBar.innerText())?.[1]);
  }

  /** The lines of the journal of the only session that have been written whole by now; none, if there is none yet. */
  journalLines(): string[] {
    const folder = join(this.dataFolder, 'sessions');
    const file = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.escope')) : undefined;
    // What follows the last line feed is being written.
    return file === undefined ? [] : readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
  }

  /**
   * Quits as a user does, and waits for the inspector's own process only. (`close` of Playwright
   * would also wait for whatever holds its pipes.)
   */
  async quit(): Promise<void> {
    const { ownProcess: inspector } = this;
    if (inspector.exitCode !== null || inspector.signalCode !== null) return;
    const exited = new Promise<true>((resolve) => inspector.once('exit', () => resolve(true)));
    let told = 'has not answered';
    this.app
      .evaluate(({ app }) => app.quit())
      .then(
        () => {
          told = 'was told to';
        },
        (error: unknown) => {
          // It is gone already; or Playwright, which asked for Electron's module before there was a `require`, has none.
          told = `was not told to (${error}), but sent a signal`;
          inspector.kill('SIGTERM');
        },
      );
    const enough = new AbortController();
    const tooLong = setTimeout(QUIT_TIMEOUT_MS, false, { signal: enough.signal }).catch(() => false);
    const hasEnded = await Promise.race([exited, tooLong]);
    enough.abort();
    if (hasEnded) return;
    inspector.kill('SIGKILL');
    throw new Error(`The inspector did not end within ${QUIT_TIMEOUT_MS / 1000} s; it ${told}.`);
  }

  async close(): Promise<void> {
    await this.quit();
    this.removeData();
  }

  /** Helper processes of an inspector that was killed may go on writing; what they then leave is the system's to clear. */
  removeData(): void {
    try {
      rmSync(this.dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}
