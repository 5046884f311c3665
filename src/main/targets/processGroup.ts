/**
 * Process groups that were started here: how they are asked to end, and how another process ends those that this one leaves
 * when it is killed.
 */

import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Emitter } from '../../shared/base/emitter';
import { leftBelow, type PastProcess, processesBelow } from './processes/descendants';
import { listProcesses, processRole, startTimeOf } from './processes/processList';

/** `released`: it has ended, or is to run on. */
export interface GroupEvent {
  readonly type: 'started' | 'released';
  /** Of the process that leads the group. */
  readonly pid: number;
}

/** Reports each group that is started here, as soon as it exists. */
export const groupEvents = new Emitter<GroupEvent>();

/** How long a target may take to end by itself before it is killed. */
export const GRACE_MS = 3000;
const LOOK_STEP_MS = 50;

/**
 * Chromium's helpers are left to the app: an app that loses its GPU process and zygote before it has handled the signal itself
 * ends with “GPU process isn't usable” and SIGTRAP.
 *
 * @param mayAsk is called once the processes are known: whether they are still those that were started here
 */
export async function askToEnd(pid: number, mayAsk: () => boolean | Promise<boolean>): Promise<void> {
  if (process.platform === 'win32') return signalTree(pid, 'SIGTERM');
  const others = (await processesBelow(pid).catch(() => [])).filter(
    (below) => below.pid !== pid && processRole(below.args) === undefined,
  );
  if (!(await mayAsk())) return;
  for (const asked of [...others.map((other) => other.pid), pid]) sendSignal(asked, 'SIGTERM');
}

/** Sends a signal to a group, or on Windows a process and those that it started. */
export function sendGroupSignal(pid: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') signalTree(pid, signal);
  else sendSignal(-pid, signal);
}

/** Whether a group has a process; Windows has no groups. */
export function groupExists(pid: number): boolean {
  if (process.platform === 'win32') return false;
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Groups that another process has started. Whatever has the process id of one by now is only ended if it is the same process. */
export class ForeignGroups {
  /** When each began. */
  private readonly starts = new Map<number, Promise<string | undefined>>();

  take({ type, pid }: GroupEvent): void {
    if (type === 'started') this.starts.set(pid, startTimeOf(pid));
    else this.starts.delete(pid);
  }

  /**
   * Asks those that are left to end, and makes them.
   *
   * @param hurry once aborted, they are not waited for
   */
  async end(hurry: AbortSignal): Promise<void> {
    await Promise.all([...this.starts].map(async ([pid, start]) => endGroup(pid, await start, hurry)));
    this.starts.clear();
  }
}

async function endGroup(pid: number, start: string | undefined, hurry: AbortSignal): Promise<void> {
  // The system does not give the number again as long as a group has it, so that it may have lost its first process.
  const isSame = async () => [undefined, start].includes(await startTimeOf(pid));
  if (!(await isSame())) return;
  if (!hurry.aborted) await askToEnd(pid, isSame);
  const deadline = performance.now() + GRACE_MS;
  while (!hurry.aborted && performance.now() < deadline && (await processesBelow(pid).catch(() => [])).length > 0)
    await sleep(LOOK_STEP_MS);
  if (await isSame()) sendGroupSignal(pid, 'SIGKILL');
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it has ended.
  }
}

function signalTree(pid: number, signal: NodeJS.Signals): void {
  taskkill(['/pid', String(pid), '/T', ...(signal === 'SIGKILL' ? ['/F'] : [])]);
}

function taskkill(args: readonly string[]): void {
  spawn('taskkill', args, { stdio: 'ignore', windowsHide: true }).on('error', () => {});
}

/** What a process has started, for `endLeft`; on Windows, where `taskkill` finds nothing below one that has ended. */
export async function seenBelow(pid: number): Promise<PastProcess[]> {
  if (process.platform !== 'win32') return [];
  const endedAtMs = Date.now();
  return (await processesBelow(pid)).flatMap(({ pid, startedAtMs }) =>
    startedAtMs === undefined ? [] : [{ pid, startedAtMs, endedAtMs }],
  );
}

/** Ends what a process has left behind on Windows. */
export async function endLeft(past: readonly PastProcess[]): Promise<void> {
  if (process.platform !== 'win32') return;
  const left = leftBelow(past, await listProcesses());
  if (left.length > 0) taskkill(['/F', ...left.flatMap(({ pid }) => ['/pid', String(pid)])]);
}
