/** Finds the Electron that an app would run on by itself. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../base/userError';

/** Where the executable lies in an unpacked Electron. */
export function executableInDist(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Finds the executable that the user means by a path: of an unpacked Electron, of the `electron` package, of its link in
 * `node_modules/.bin`, or of an `Electron.app`.
 *
 * @returns the path itself if it is something else, or does not exist
 */
export function namedExecutable(path: string, workingDirectory: string, platform = process.platform): string {
  const absolute = resolve(workingDirectory, path);
  const inPackage = (folder: string) => executableOfPackage(folder, join(folder, 'dist'), platform);
  const meant = statSync(absolute, { throwIfNoEntry: false })?.isDirectory()
    ? [
        join(absolute, executableInDist(platform)),
        join(absolute, 'Contents', 'MacOS', basename(absolute, '.app')),
        inPackage(absolute),
      ]
    : /[\\/]\.bin[\\/]electron(\.\w+)?$/.test(absolute)
      ? [inPackage(join(dirname(dirname(absolute)), 'electron'))]
      : [];
  return meant.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile()) ?? path;
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
 * The executable of the `electron` package installed for a folder: in its node_modules, unplugged by Yarn, or in
 * those of a folder above. Respects ELECTRON_OVERRIDE_DIST_PATH as the package itself does.
 *
 * @returns undefined if no such package is installed
 * @throws UserError if it is installed but has not downloaded its binary
 */
export function findInstalledElectron(folder: string, environment: NodeJS.ProcessEnv): string | undefined {
  const [packageFolder] = electronPackages(folder);
  if (packageFolder === undefined) return undefined;
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const executable = executableOfPackage(packageFolder, override || join(packageFolder, 'dist'));
  if (existsSync(executable)) return executable;
  if (override) throw noElectronIn(override);
  throw new UserError(
    'electron-missing',
    `The Electron of ${packageFolder} has not been downloaded yet.`,
    `Run: npx install-electron (in ${dirname(dirname(packageFolder))}), or choose another with --electron.`,
  );
}

/** @param override the value of ELECTRON_OVERRIDE_DIST_PATH */
export function noElectronIn(override: string): UserError {
  return new UserError(
    'electron-missing',
    `ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no Electron in it.`,
    'Correct it, or unset it.',
  );
}

/** @param dist where it is unpacked; by default, in the package itself */
export function executableOfPackage(
  packageFolder: string,
  dist = join(packageFolder, 'dist'),
  platform = process.platform,
): string {
  const pathFile = join(packageFolder, 'path.txt');
  return join(dist, existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : executableInDist(platform));
}

/** The `electron` packages of a folder and those above, as npm, pnpm or Yarn has put them there; the nearest first. */
export function electronPackages(folder: string): string[] {
  return levelsFrom(folder).flatMap((level) =>
    [join(level, 'node_modules', 'electron'), ...unplugged(level)].filter(isPackage),
  );
}

/** With Plug'n'Play, Yarn unpacks packages that have a binary below `.yarn/unplugged`, in a folder that is named after their version. */
function unplugged(folder: string): string[] {
  const place = join(folder, '.yarn', 'unplugged');
  if (!existsSync(place)) return [];
  const wanted = majorOf(askedVersion(folder));
  const versions = readdirSync(place)
    .flatMap((name) => {
      const version = /^electron-npm-(\d+\.\d+\.\d+\S*)-[0-9a-f]+$/.exec(name)?.[1];
      return version === undefined ? [] : [{ name, major: majorOf(version) }];
    })
    .sort((a, b) => Number(b.major === wanted) - Number(a.major === wanted) || b.major - a.major);
  return versions.map(({ name }) => join(place, name, 'node_modules', 'electron'));
}

function isPackage(folder: string): boolean {
  return existsSync(join(folder, 'package.json'));
}

/** @returns the version of Electron that a folder's package.json asks for, or that of a folder above, as `^31.7.7` */
export function askedVersion(folder: string): string | undefined {
  for (const level of levelsFrom(folder)) {
    const asked = askedIn(join(level, 'package.json'));
    if (asked !== undefined) return asked;
  }
  return undefined;
}

/** @returns the first number of a version or a range of versions; NaN if it has none */
export function majorOf(version: string | undefined): number {
  return Number.parseInt(/\d+/.exec(version ?? '')?.[0] ?? '', 10);
}

function askedIn(file: string): string | undefined {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly [key: string]: { readonly electron?: unknown } | undefined;
    };
    const asked = devDependencies?.electron ?? dependencies?.electron;
    return typeof asked === 'string' ? asked : undefined;
  } catch {
    return undefined; // There is none, or it can't be read; which is reported elsewhere.
  }
}

function levelsFrom(folder: string): string[] {
  const levels = [folder];
  for (let level = folder; dirname(level) !== level; ) {
    level = dirname(level);
    levels.push(level);
  }
  return levels;
}
