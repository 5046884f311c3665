/** Finds the Electron apps that run on this computer, and how each can be attached to. */

import { existsSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RunningApp } from '../../../shared/session/captureState';
import { runTool } from '../../base/systemTools';
import { readElectronBinary } from '../electronBinary';
import { OLDEST_ELECTRON_MAJOR } from '../nodeInspector/injectAgent';
import { findInspectorPort } from '../nodeInspector/inspectorPorts';
import { listProcesses, type ProcessInfo, processRole } from './processList';
import { startVariables } from './startVariables';

/**
 * @param watchedPids that are being watched already
 * @returns one entry a main process, by name
 */
export async function listRunningApps(watchedPids: readonly number[]): Promise<RunningApp[]> {
  const candidates = await mainProcesses(await listProcesses());
  const apps = await Promise.all(candidates.map((info) => describe(info, watchedPids.includes(info.pid))));
  return apps.filter((app) => app !== undefined).sort((a, b) => a.name.localeCompare(b.name) || a.pid - b.pid);
}

/** @returns the main processes of Electron apps among some processes */
export async function mainProcesses(processes: readonly ProcessInfo[]): Promise<ProcessInfo[]> {
  const candidates = processes.filter(
    ({ pid, args, executable }) =>
      pid !== process.pid && processRole(args) === undefined && looksLikeElectron(executable),
  );
  const asNode = await Promise.all(candidates.map(({ pid }) => runsAsNode(pid)));
  return candidates.filter((_, i) => !asNode[i]);
}

/** By the files that lie beside every Electron, so that not every program has to be read. */
export function looksLikeElectron(executable: string | undefined): executable is string {
  if (executable === undefined || basename(executable).startsWith('chrome_crashpad_handler')) return false;
  const folder = dirname(executable);
  if (process.platform === 'darwin')
    return existsSync(join(dirname(folder), 'Resources', 'electron.icns')) || hasFramework(folder);
  return existsSync(join(folder, 'resources')) && existsSync(join(folder, 'icudtl.dat'));
}

function hasFramework(macOsFolder: string): boolean {
  return existsSync(join(dirname(macOsFolder), 'Frameworks', 'Electron Framework.framework'));
}

async function describe(info: ProcessInfo, isWatched: boolean): Promise<RunningApp | undefined> {
  const { pid, executable = '' } = info;
  const [binary, name] = await Promise.all([readElectronBinary(executable).catch(() => undefined), appName(info)]);
  if (binary === undefined) return undefined;
  const { version, fuses } = binary;
  const app = { pid, name, executable, ...(version === undefined ? {} : { electron: version }) };
  if (isWatched) return { ...app, how: 'attached already' };
  if (version !== undefined && Number.parseInt(version, 10) < OLDEST_ELECTRON_MAJOR) {
    return { ...app, how: `too old: Electroscope needs Electron ${OLDEST_ELECTRON_MAJOR} or later` };
  }
  const place = await findInspectorPort(info);
  if (place.is === 'on') {
    return { ...app, target: String(place.port), how: `its inspector listens on port ${place.port}` };
  }
  if (place.is === 'one of')
    return { ...app, how: `its inspector listens on one of the ports ${place.ports.join(', ')}` };
  if (fuses?.inspector === false) return { ...app, how: 'not: its inspector is switched off in the binary (a fuse)' };
  return { ...app, target: `pid:${pid}`, how: 'its inspector can be switched on' };
}

/**
 * An unpackaged app is named by its package.json; a packaged one is its executable.
 *
 * @param folderOf from where relative paths count on the command line of a process; undefined: it is not known
 */
export async function appName(
  { pid, executable = '', args }: ProcessInfo,
  folderOf: (pid: number) => Promise<string | undefined> = workingDirectory,
): Promise<string> {
  const own = basename(executable).replace(/\.exe$/i, '');
  const packaged = await manifestName(join(dirname(executable), 'resources', 'app'));
  if (packaged !== undefined && own.toLowerCase() !== 'electron') return packaged;
  const path = appArgument(separateArguments(args, executable));
  if (path === undefined) return packaged ?? own;
  const folder = resolve((await folderOf(pid)) ?? projectOf(executable) ?? '/', path);
  return (await manifestName(folder)) ?? (await manifestName(dirname(folder))) ?? (basename(folder) || own);
}

/** Chromium may have written all arguments into one; then a path with a space in it can't be distinguished from two arguments. */
function separateArguments(args: readonly string[], executable: string): readonly string[] {
  const [all = ''] = args;
  if (args.length !== 1 || !all.startsWith(`${executable} `)) return args;
  return [executable, ...all.slice(executable.length + 1).split(' ')];
}

/** The app that Electron is given to run: the first argument that is neither an option nor the value of one. */
function appArgument(args: readonly string[]): string | undefined {
  for (let i = 1; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (argument === '-r' || argument === '--require') i++;
    else if (!argument.startsWith('-')) return argument;
  }
  return undefined;
}

async function manifestName(folder: string): Promise<string | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, unknown> | null;
    const { productName, name } = manifest ?? {};
    return [productName, name].find((text) => typeof text === 'string' && text !== '') as string | undefined;
  } catch {
    return undefined;
  }
}

/** Windows does not tell it. */
async function workingDirectory(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'darwin')
    return parseLsofFolder(await runTool('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn']));
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined);
}

/** `lsof -Fn` prints `p12`, `fcwd` and `n/path`. */
export function parseLsofFolder(output: string): string | undefined {
  return /^n(\/.*)$/m.exec(output)?.[1];
}

/** An unpackaged app runs on the Electron of its project, and most often in its folder. */
function projectOf(executable: string): string | undefined {
  return /^(.*?)[\\/](?:node_modules|\.yarn)[\\/]/.exec(executable)?.[1];
}

/** Electron as plain Node, such as a script of a build tool; known on Linux only. */
async function runsAsNode(pid: number): Promise<boolean> {
  return Boolean((await startVariables(pid))?.ELECTRON_RUN_AS_NODE);
}
