/** Reasons to end a command early. */

import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { statFields } from '../targets/processes/processList';

const LOOK_MS = 500;
/** `npx` passes a Ctrl-C on to a command that the terminal has sent it to already, a moment later. */
const SAME_CTRL_C_MS = 500;
/** Indexes of fields in /proc/<pid>/stat after the name. */
const PARENT_FIELD = 1;
const SESSION_FIELD = 3;
const parentPid = process.ppid;
/** Of the parent's parent, where the parent is a shell which only waits for this command, as below `npx`. */
const shellParentPid = readProcFile(parentPid, 'cmdline').split('\0')[1] === '-c' ? parentOf(parentPid) : undefined;

/** @returns a signal for the next Ctrl-C, or other request to end, and for the end of the process that has started this one */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  const looking = setInterval(() => {
    if (!isOrphaned()) return;
    clearInterval(looking);
    controller.abort();
  }, LOOK_MS);
  looking.unref();
  return controller.signal;
}

/** @returns a signal for the second Ctrl-C of a user who does not wait for what the first one began */
export function secondCtrlC(): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  process.on('SIGINT', () => {
    firstAt ??= performance.now();
    if (performance.now() - firstAt > SAME_CTRL_C_MS) controller.abort();
  });
  return controller.signal;
}

/**
 * `npx`, task runners and CI jobs may end without a signal to their children. In a terminal, the user can see and end these; the
 * terminal sends a signal when it closes. Windows does not report that a parent has ended.
 */
function isOrphaned(): boolean {
  const hasParent =
    process.ppid === parentPid && (shellParentPid === undefined || parentOf(parentPid) === shellParentPid);
  return !hasParent && !isatty(0) && !leadsSession();
}

function parentOf(pid: number): number {
  return Number(statFields(readProcFile(pid, 'stat'))[PARENT_FIELD]);
}

/** Whether it was detached from its parent on purpose, as by `setsid`; known on Linux only. */
function leadsSession(): boolean {
  return Number(statFields(readProcFile(process.pid, 'stat'))[SESSION_FIELD]) === process.pid;
}

/** @returns nothing where the system has no such file: elsewhere than on Linux, and of a process that has ended */
function readProcFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
