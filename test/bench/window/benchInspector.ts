/** The real inspector in a real Electron, reached through the DevTools protocol as a user's window is: nothing is stubbed. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { electronExecutable, projectRoot } from '../../support/paths';
import type { RendererMemory } from './windowReport';

const MAX_START_MS = 60_000;

export class BenchInspector {
  private constructor(
    private readonly child: ChildProcess,
    private readonly browser: Browser,
    private readonly dataFolder: string,
    readonly page: Page,
    readonly devTools: CDPSession,
    /** When its process was started, in milliseconds since the epoch. */
    readonly startedAtMs: number,
  ) {}

  /** @param variables added to its environment */
  static async start(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<BenchInspector> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'electroscope-bench-'));
    const startedAtMs = Date.now();
    const child = spawn(electronExecutable(), ['--remote-debugging-port=0', join(projectRoot, 'out'), ...args], {
      env: { ...process.env, ...variables, ELECTROSCOPE_DATA_DIR: dataFolder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const browser = await chromium.connectOverCDP(await debuggingAddress(child));
    const context = browser.contexts()[0];
    if (context === undefined) throw new Error('The inspector has no browser context.');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    const devTools = await context.newCDPSession(page);
    await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new BenchInspector(child, browser, dataFolder, page, devTools, startedAtMs);
  }

  /** A counter of the page, as `TaskDuration`: seconds of processor time that the UI thread took. */
  async metric(name: string): Promise<number> {
    const { metrics } = await this.devTools.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  }

  async memory(): Promise<RendererMemory> {
    await this.devTools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.devTools.send('Runtime.getHeapUsage');
    return {
      heapBytes: usedSize,
      privateBytes: await this.privateBytes(),
    };
  }

  async stop(): Promise<void> {
    const exited = this.child.exitCode === null ? once(this.child, 'exit') : undefined;
    await this.browser.close().catch(() => {});
    this.child.kill('SIGTERM');
    await exited;
    await rm(this.dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  /** Of the only renderer. Linux tells it. */
  private async privateBytes(): Promise<number | undefined> {
    const session = await this.browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const renderer = processInfo.find(({ type }) => type === 'renderer');
    if (renderer === undefined || process.platform !== 'linux') return undefined;
    const rollup = await readFile(`/proc/${renderer.id}/smaps_rollup`, 'utf8');
    const lines = [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)];
    return lines.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
  }
}

/** Electron writes it to its error output. */
async function debuggingAddress(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`The inspector did not start:\n${output}`)), MAX_START_MS);
    child.stderr?.on('data', (chunk) => {
      output += chunk;
      const address = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(limit);
      resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`The inspector ended with ${code}:\n${output}`)));
  });
}
