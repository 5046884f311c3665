/**
 * The processes of this computer, as far as this user can see them. On Linux from /proc; on macOS and Windows from what
 * the system's own tools print.
 */

import { existsSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { uptime } from 'node:os';
import { powerShell, runTool, type Tool } from '../../base/systemTools';
import { parseCimJson, processQuery } from './windowsProcesses';

export interface ProcessInfo {
  readonly pid: number;
  readonly parentPid: number;
  /** Undefined where this user may not know it. */
  readonly executable: string | undefined;
  /** The executable as it was called, and its arguments. */
  readonly args: readonly string[];
  /** Of the process that began its session, which it can't leave for another; known on Linux only. */
  readonly sessionId?: number;
  /** Unix milliseconds, to some hundredths of a second; known on Linux and Windows only. */
  readonly startedAtMs?: number;
}

/** Of a second, in which Linux tells times; the kernel's USER_HZ is 100 wherever Electron runs. */
const TICKS_PER_S = 100;
/** Place of the start time in /proc/<pid>/stat, after the name. */
const START_FIELD = 19;

/** Processes that end during the call are left out. */
export async function listProcesses(): Promise<ProcessInfo[]> {
  if (process.platform === 'linux') {
    const pids = (await readdir('/proc')).map(Number).filter((pid) => !Number.isNaN(pid));
    const found = await Promise.all(pids.map(readProcess));
    return found.filter((info) => info !== undefined);
  }
  return process.platform === 'win32' ? parseCimJson(await runTool(...processQuery())) : parsePs(await runTool(...PS));
}

/** @returns undefined if the process does not exist */
export async function findProcess(pid: number): Promise<ProcessInfo | undefined> {
  if (process.platform === 'linux') return readProcess(pid);
  if (process.platform === 'win32') return parseCimJson(await runTool(...processQuery(pid)))[0];
  return (await listProcesses()).find((info) => info.pid === pid);
}

/**
 * When a process began, as the system writes it. Compare it only with earlier results of this function. If the
 * process id was reused, the start differs.
 *
 * @returns undefined if the process does not exist, or has ended
 */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  const text = await readStart(pid).catch(() => '');
  return text.trim() || undefined;
}

async function readStart(pid: number): Promise<string> {
  switch (process.platform) {
    case 'linux': {
      const fields = statFields(await readFile(`/proc/${pid}/stat`, 'utf8'));
      return fields[0] === 'Z' ? '' : (fields[START_FIELD] ?? '');
    }
    case 'win32':
      return runTool(...powerShell(`(Get-Process -Id ${pid}).StartTime.Ticks`));
    default:
      return runTool('ps', ['-o', 'lstart=', '-p', String(pid)]);
  }
}

/**
 * Which of an app's processes it is, as `renderer`; undefined for its main process. (Chromium may have written all arguments into
 * one.)
 */
export function processRole(args: readonly string[]): string | undefined {
  return / --type=(\S+)/.exec(args.join(' '))?.[1];
}

async function readProcess(pid: number): Promise<ProcessInfo | undefined> {
  try {
    const [stat, commandLine, executable] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readlink(`/proc/${pid}/exe`).catch(() => undefined),
    ]);
    const fields = statFields(stat);
    const [state, parent, , session] = fields;
    if (state === 'Z') return undefined;
    return {
      pid,
      parentPid: Number(parent),
      sessionId: Number(session),
      executable: executable?.replace(/ \(deleted\)$/, ''),
      args: commandLine.replace(/\0$/, '').split('\0'),
      startedAtMs: Date.now() - (uptime() - Number(fields[START_FIELD]) / TICKS_PER_S) * 1000,
    };
  } catch {
    return undefined;
  }
}

const PS: Tool = ['ps', ['-axww', '-o', 'pid=,ppid=,command=']];

/**
 * `ps` prints arguments joined by spaces; where one has a space, the parts can't be separated.
 *
 * @param exists whether there is a file
 */
export function parsePs(output: string, exists: (path: string) => boolean = existsSync): ProcessInfo[] {
  return output.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    if (match === null) return [];
    const [, pid, parentPid, command = ''] = match;
    const executable = executableOf(command, exists);
    const rest = command.slice(executable.length).trim();
    const args = [executable, ...(rest === '' ? [] : rest.split(/\s+/))];
    return [{ pid: Number(pid), parentPid: Number(parentPid), executable, args }];
  });
}

/**
 * On macOS the path of an app's executable often holds spaces. It ends where its options begin, and before that where what stands
 * there is a file.
 */
function executableOf(command: string, exists: (path: string) => boolean): string {
  const bundled = /^(.*?\.app\/Contents\/MacOS\/.*?)(?= -|$)/.exec(command)?.[1];
  if (bundled === undefined) return command.split(' ', 1)[0] ?? command;
  const start = bundled.lastIndexOf('/Contents/MacOS/');
  for (let end = bundled.length; end > start; end = bundled.lastIndexOf(' ', end - 1))
    if (exists(bundled.slice(0, end))) return bundled.slice(0, end);
  return bundled.split(' /', 1)[0] ?? bundled;
}

/** @param etime of `ps`, as `1-02:03:04`, `02:03:04` or `03:04`. @returns NaN if it is something else */
export function elapsedSeconds(etime: string): number {
  const [, days = '0', hours = '0', minutes, seconds] = /^\s*(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)\s*$/.exec(etime) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/**
 * The fields of a file `stat` below /proc that follow the name of the program: the first is the state, field 3 of proc_pid_stat(5).
 * The name stands in parentheses, and may hold spaces and parentheses itself.
 */
export function statFields(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
