/** Finds the Electron that opens the window. It runs only the inspector's own code, so the Electron of the app's project will do. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../base/userError';
import {
  electronPackages,
  executableInDist,
  executableOfPackage,
  majorOf,
  namedExecutable,
  noElectronIn,
  versionOfDist,
} from '../targets/electronExecutable';
import type { OpenCommand } from './commands';

/** The oldest version with which the window is known to work; targets may be older. */
export const OLDEST_WINDOW_MAJOR = 33;

export interface WindowSearch {
  readonly command: Pick<OpenCommand, 'targets' | 'inspectorElectron'>;
  readonly variables: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
  /** Of Electroscope itself. */
  readonly packageFolder: string;
  /** Of the system; undefined on Windows. */
  readonly userId: number | undefined;
}

/** An Electron that can't open the window. */
interface PassedOver {
  readonly place: string;
  readonly version: string | undefined;
  /** Its package is new enough, but its executable was not downloaded. */
  readonly packageFolder?: string;
  /** It belongs to another user, and the app does not use it. */
  readonly isForeign?: boolean;
}

/**
 * @returns the executable, or the ones that were rejected
 * @throws UserError if the path that the user named has none
 */
export function findWindowElectron(search: WindowSearch): string | PassedOver[] {
  const { command, workingDirectory, packageFolder } = search;
  const named = namedElectron(search);
  if (named !== undefined) return named;
  const passedOver: PassedOver[] = [];
  for (const [place, executable] of chosenElectrons(search)) {
    const version = versionOfDist(executable);
    if (!isTooOld(version)) return executable;
    passedOver.push({ place, version });
  }
  const apps = appFolders(command, workingDirectory);
  const trusted = new Set([...apps, packageFolder].flatMap(electronPackages));
  for (const found of new Set([...apps, workingDirectory, packageFolder].flatMap(electronPackages))) {
    // In a folder above the working folder, such as /tmp, any user may have put one.
    if (!trusted.has(found) && isForeign(found, search.userId)) {
      passedOver.push({ place: dirname(dirname(found)), version: undefined, isForeign: true });
      continue;
    }
    const executable = executableOfPackage(found);
    const isDownloaded = existsSync(executable);
    const version = (isDownloaded ? versionOfDist(executable) : undefined) ?? versionOfPackage(found);
    if (isDownloaded && !isTooOld(version)) return executable;
    const place = dirname(dirname(found));
    passedOver.push(isTooOld(version) ? { place, version } : { place, version, packageFolder: found });
  }
  return passedOver;
}

/**
 * @param passedOver by `findWindowElectron`
 * @param args of the command line
 * @returns the error to show if no Electron can open the window
 */
export function noWindowElectron(passedOver: readonly PassedOver[], args: readonly string[]): UserError {
  const found = passedOver.map(({ place, version, packageFolder, isForeign }) => {
    if (isForeign) return `that of ${place} belongs to another user`;
    return packageFolder === undefined ? `${place} has ${version}` : `that of ${place} has not been downloaded`;
  });
  const [missing] = passedOver.flatMap(({ packageFolder }) => packageFolder ?? []);
  const opening = missing === undefined ? throughNpx(args) : `node ${shellWord(join(missing, 'install.js'))}`;
  return new UserError(
    'electron-missing',
    `The window needs Electron ${OLDEST_WINDOW_MAJOR} or later; ${found.join(', ') || 'none is installed'}.`,
    `Run: ${opening}   or, without a window: ${['npx electroscope', ...withoutWindow(args).map(shellWord)].join(' ')}`,
  );
}

/** The Electron that the user named for the window only. */
function namedElectron({ command, variables, workingDirectory }: WindowSearch): string | undefined {
  const [name, path] = command.inspectorElectron
    ? ['--inspector-electron', command.inspectorElectron]
    : ['ELECTROSCOPE_ELECTRON', variables.ELECTROSCOPE_ELECTRON];
  if (!path) return undefined;
  const executable = resolve(workingDirectory, namedExecutable(path, workingDirectory));
  if (statSync(executable, { throwIfNoEntry: false })?.isFile()) return executable;
  throw new UserError(
    'electron-missing',
    `${name} is ${path}, but there is no such file.`,
    'Give the path of an Electron executable, or leave it out.',
  );
}

/** The Electron that the user named for the app, with the option that named it. */
function* chosenElectrons({
  command,
  variables,
  workingDirectory,
}: WindowSearch): Generator<readonly [place: string, executable: string]> {
  const override = variables.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const executable = join(override, executableInDist(process.platform));
    if (!existsSync(executable)) throw noElectronIn(override);
    yield ['ELECTRON_OVERRIDE_DIST_PATH', executable];
  }
  for (const target of command.targets) {
    if (target.method !== 'launch' || target.electron === undefined) continue;
    const executable = resolve(workingDirectory, namedExecutable(target.electron, workingDirectory));
    // It may be a script, or not exist, which is reported when the app is launched.
    if (existsSync(executable) && versionOfDist(executable) !== undefined) yield ['--electron', executable];
  }
}

function appFolders({ targets }: WindowSearch['command'], workingDirectory: string): string[] {
  return targets.flatMap((target) => {
    if (target.method !== 'launch') return [];
    const path = resolve(workingDirectory, target.appPath);
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
  });
}

/** Whether a user other than this one and root owns the package. */
function isForeign(packageFolder: string, userId: number | undefined): boolean {
  if (userId === undefined) return false;
  return [packageFolder, executableOfPackage(packageFolder)].some((path) => {
    const owner = statSync(path, { throwIfNoEntry: false })?.uid;
    return owner !== undefined && owner !== userId && owner !== 0;
  });
}

/** One of an unknown version is not. */
function isTooOld(version: string | undefined): boolean {
  return majorOf(version) < OLDEST_WINDOW_MAJOR;
}

function versionOfPackage(folder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

/** Electron no longer downloads itself when it is installed. */
function throughNpx(args: readonly string[]): string {
  const inner = ['install-electron && electroscope', ...args.map(shellWord)].join(' ');
  return `npx -p electroscope -p electron@latest -c "${inner.replace(process.platform === 'win32' ? /"/g : /["\\$`]/g, '\\$&')}"`;
}

/** @returns the arguments that do the same without a window: `stats` of a capture, and otherwise `record` */
function withoutWindow(args: readonly string[]): string[] {
  const separator = args.includes('--') ? args.indexOf('--') : args.length;
  const own: string[] = [];
  for (let i = 0; i < separator; i++) {
    const argument = args[i] ?? '';
    if (argument === '--inspector-electron') i++;
    else if (!/^--(inspector-electron=|keep-running$)/.test(argument)) own.push(argument);
  }
  const [first = '.', ...rest] = own;
  if (first === '--open') return ['stats', ...rest];
  if (first.startsWith('--open=')) return ['stats', first.slice('--open='.length), ...rest];
  if (/\.escope$/i.test(first)) return ['stats', first, ...rest];
  const target = first === 'run' ? rest : [first, ...rest];
  return ['record', ...target, '-o', 'run.escope', ...args.slice(separator)];
}

/** The text, quoted as one word for a shell. */
function shellWord(text: string): string {
  if (/^[\w./:=@%+,-]+$/.test(text)) return text;
  return process.platform === 'win32' ? `"${text.replaceAll('"', '\\"')}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}
