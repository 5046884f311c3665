/** Starts an Electron app that Playwright drives. */

import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright/test';
import { electronExecutable, projectRoot } from './paths';

/** Far longer than a start takes on a busy machine; what takes longer hangs, and says so before the test's own time is over. */
const START_TIMEOUT_MS = 40_000;
const holdReady = join(projectRoot, 'test', 'fixtures', 'holdReady.cjs');

/**
 * @param app its folder
 * @param variables besides those of this process
 */
export function launchElectron(
  app: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: electronExecutable(),
    args: ['-r', holdReady, app, ...args],
    cwd: projectRoot,
    env: { ...(process.env as Record<string, string>), ...variables },
    timeout: START_TIMEOUT_MS,
  });
}
