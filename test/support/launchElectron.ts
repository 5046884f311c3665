/** Starts an Electron app that Playwright drives. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright/test';
import { projectRoot, windowElectronExecutable } from './paths';

/** Far longer than a start takes on a busy machine; what takes longer hangs, and says so before the test's own time is over. */
const START_TIMEOUT_MS = 40_000;
const MAX_STARTS = 3;
const holdReady = join(projectRoot, 'test', 'fixtures', 'holdReady.cjs');

/**
 * @param app its folder
 * @param variables besides those of this process
 */
export async function launchElectron(
  app: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<ElectronApplication> {
  for (let start = 1; start <= MAX_STARTS; start++) {
    const started = await _electron.launch({
      executablePath: windowElectronExecutable(),
      args: ['-r', holdReady, app, ...args],
      cwd: projectRoot,
      env: { ...(process.env as Record<string, string>), ...variables },
      timeout: START_TIMEOUT_MS,
    });
    if (await drive(started)) return started;
    // Its app is held before it is ready, and has done nothing yet.
    await kill(started.process());
  }
  throw new Error(`Playwright could not drive an Electron in ${MAX_STARTS} starts.`);
}

/**
 * Lets the app be ready, with Playwright connected.
 *
 * @returns false if Playwright asked Electron for its module before Electron had a `require`: it never asks again
 */
function drive(started: ElectronApplication): Promise<boolean> {
  return started
    .evaluate(({ app }) => {
      if (app === undefined) return false;
      // holdReady.cjs has been loaded by now and holds, or will be and does not.
      const driven = globalThis as { isDriven?: boolean; letBeReady?: () => Promise<void> };
      driven.isDriven = true;
      driven.letBeReady?.();
      return true;
    })
    .catch(() => false);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const hasExited = once(child, 'exit');
  child.kill('SIGKILL');
  await hasExited;
}
