/** Finds the Electron that an app would run on by itself. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../userError';

/** Where the executable lies in an unpacked Electron. */
export function executableInDist(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @returns the version of an unpacked Electron, as the file beside it tells; undefined if there is none */
export function versionOfDist(executable: string): string | undefined {
  const depth = executableInDist(process.platform).split('/').length;
  const folder = join(executable, ...Array<string>(depth).fill('..'));
  try {
    return /^v?(\d+\.\d+\.\d+\S*)/.exec(readFileSync(join(folder, 'version'), 'utf8').trim())?.[1];
  } catch {
    return undefined;
  }
}

/**
 * The executable of the `electron` package installed for a folder: in its node_modules, or in those of a folder above.
 * Respects ELECTRON_OVERRIDE_DIST_PATH as the package itself does.
 *
 * @returns undefined where no such package is installed
 * @throws UserError if it is installed but has not downloaded its binary
 */
export function findInstalledElectron(folder: string, environment: NodeJS.ProcessEnv): string | undefined {
  const packageFolder = findPackage(folder);
  if (packageFolder === undefined) return undefined;
  const pathFile = join(packageFolder, 'path.txt');
  const relativePath = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : executableInDist(process.platform);
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const executable = join(override || join(packageFolder, 'dist'), relativePath);
  if (existsSync(executable)) return executable;
  if (override) {
    throw new UserError(
      'electron-missing',
      `ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no Electron in it.`,
      'Correct it, or unset it.',
    );
  }
  throw new UserError(
    'electron-missing',
    `The Electron of ${packageFolder} has not been downloaded yet.`,
    `Run: npx install-electron (in ${dirname(dirname(packageFolder))}), or choose another with --electron.`,
  );
}

function findPackage(folder: string): string | undefined {
  for (let level = folder; ; level = dirname(level)) {
    const candidate = join(level, 'node_modules', 'electron');
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(level) === level) return undefined;
  }
}
