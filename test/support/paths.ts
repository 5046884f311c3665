/** Where things lie that tests start. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executableInDist } from '../../src/main/targets/electronExecutable';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const agentFile = join(projectRoot, 'out', 'agent', 'agent.cjs');
export const demoFolder = join(projectRoot, 'resources', 'demo');
export const testApps = join(projectRoot, 'test', 'apps');

/** The real Electron that `npm test` has found or obtained. */
export function electronExecutable(): string {
  const distPath = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (distPath === undefined) throw new Error('ELECTRON_OVERRIDE_DIST_PATH is not set: run the tests with npm test');
  const executable = join(distPath, executableInDist(process.platform));
  if (!existsSync(executable)) throw new Error(`There is no Electron at ${executable}`);
  return executable;
}

/** The one that opens the window of the tests: the same, if it is new enough for that. */
export function windowElectronExecutable(): string {
  return process.env.ELECTROSCOPE_ELECTRON ?? electronExecutable();
}
