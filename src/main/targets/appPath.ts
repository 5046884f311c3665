/** Finds out what the path that a user gave is, and how it is to be started. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { UserError } from '../base/userError';
import type { PackagedApp } from './packagedApp';

/** An unpackaged Electron app. */
export interface AppLocation {
  /** As given to Electron: a folder, a main file or an asar archive. */
  readonly path: string;
  /** Where its node_modules are looked for. */
  readonly folder: string;
  /** What to call it until it tells its own name. */
  readonly name: string;
}

const MAIN_EXTENSIONS = new Set(['.js', '.cjs', '.mjs', '.ts', '.cts', '.mts']);

/**
 * @param path as given, relative to `workingDirectory`
 * @throws UserError saying what it is instead, and what to do
 */
export function locateApp(path: string, workingDirectory: string): AppLocation | PackagedApp {
  const absolute = resolve(workingDirectory, path);
  if (!existsSync(absolute)) {
    throw new UserError(
      'no-such-path',
      `There is no ${absolute}.`,
      'Check the path to the app’s folder, main file or executable.',
    );
  }
  return statSync(absolute).isDirectory() ? locateFolder(absolute) : locateFile(absolute);
}

function locateFolder(folder: string): AppLocation | PackagedApp {
  if (folder.endsWith('.app')) return locateBundle(folder);
  const manifestFile = join(folder, 'package.json');
  if (!existsSync(manifestFile)) {
    throw new UserError(
      'not-an-electron-app',
      `${folder} is not an Electron app: it has no package.json.`,
      'Give the folder that holds the app’s package.json, or its main file.',
    );
  }
  const manifest = readManifest(manifestFile);
  const mainFile = resolveMain(folder, manifest.main ?? 'index.js');
  if (mainFile === undefined) {
    throw new UserError(
      'not-an-electron-app',
      `${folder} has no main file: ${join(folder, manifest.main ?? 'index.js')} does not exist.`,
      'Build the app first, or correct "main" in its package.json.',
    );
  }
  return { path: folder, folder, name: manifest.productName ?? manifest.name ?? basename(folder) };
}

/** An application of macOS: its executable is named in its Info.plist. */
function locateBundle(folder: string): PackagedApp {
  const programs = join(folder, 'Contents', 'MacOS');
  const plist = join(folder, 'Contents', 'Info.plist');
  const text = existsSync(plist) ? readFileSync(plist, 'utf8') : '';
  const named = /<key>CFBundleExecutable<\/key>\s*<string>([^<]+)<\/string>/.exec(text)?.[1];
  const [only, ...others] = existsSync(programs) ? readdirSync(programs) : [];
  const program = named ?? (others.length === 0 ? only : undefined);
  if (program !== undefined && existsSync(join(programs, program))) {
    return { executable: join(programs, program), name: basename(folder, '.app') };
  }
  throw new UserError(
    'not-an-electron-app',
    `${folder} has no executable.`,
    'Give the app’s executable itself, in Contents/MacOS.',
  );
}

function locateFile(file: string): AppLocation | PackagedApp {
  const extension = extname(file).toLowerCase();
  const folder = dirname(file);
  if (MAIN_EXTENSIONS.has(extension) || extension === '.asar') {
    return { path: file, folder, name: basename(file) };
  }
  if (isExecutable(file)) return { executable: startedByStub(file), name: basename(file).replace(/\.exe$/i, '') };
  throw new UserError(
    'not-an-electron-app',
    `${file} is not an Electron app: it is neither a JavaScript file nor an executable nor an app’s folder.`,
    'Give the folder that holds the app’s package.json, its main file, or the executable of a packaged app.',
  );
}

interface Manifest {
  readonly main?: string | undefined;
  readonly name?: string | undefined;
  readonly productName?: string | undefined;
}

function readManifest(file: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    if (typeof manifest !== 'object' || manifest === null) throw new Error('it is not an object');
    const text = (key: string): string | undefined => {
      const value = (manifest as Record<string, unknown>)[key];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    return { main: text('main'), name: text('name'), productName: text('productName') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError('not-an-electron-app', `${file} can’t be read: ${reason}.`, 'Correct it, and try again.');
  }
}

/** As Node resolves a package's main. */
function resolveMain(folder: string, main: string): string | undefined {
  const base = join(folder, main);
  const candidates = [base, `${base}.js`, `${base}.json`, join(base, 'index.js')];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}

function isExecutable(file: string): boolean {
  return process.platform === 'win32' ? file.toLowerCase().endsWith('.exe') : (statSync(file).mode & 0o111) !== 0;
}

/**
 * Squirrel, an installer for Windows, keeps each version of an app in a folder such as `app-1.2.3`. The program beside these folders
 * only starts the newest one.
 *
 * @returns the program of the newest version; the file itself if there are no such folders
 */
function startedByStub(file: string): string {
  if (!/\.exe$/i.test(file)) return file;
  const folder = dirname(file);
  const [newest] = readdirSync(folder)
    .filter((name) => /^app-\d/.test(name) && existsSync(join(folder, name, basename(file))))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return newest === undefined ? file : join(folder, newest, basename(file));
}
