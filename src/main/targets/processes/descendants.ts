/** Which processes a process has started, directly or not. */

import { listProcesses, type ProcessInfo } from './processList';

/**
 * A process that was started here begins a session (`setsid`), in which all that it starts is, unless they begin one themselves: also those whose parents have ended.
 * Where the system does not tell sessions, only the parents count.
 *
 * @param root process id of what was started here
 */
export async function processesBelow(root: number): Promise<ProcessInfo[]> {
  return below(root, await listProcesses());
}

/** @param all the processes there are */
export function below(root: number, all: readonly ProcessInfo[]): ProcessInfo[] {
  const found = new Set([root]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { pid, parentPid, sessionId } of all) {
      if (found.has(pid) || !(found.has(parentPid) || sessionId === root)) continue;
      found.add(pid);
      grew = true;
    }
  }
  return all.filter(({ pid }) => found.has(pid));
}

/** A process that has ended, or may have. */
export interface PastProcess {
  readonly pid: number;
  readonly startedAtMs: number;
  /** Until then, the number was certainly its own; it may have ended later. */
  readonly endedAtMs: number;
}

/**
 * Windows keeps the number of a parent that has ended, and gives it to another process. Only what began while its parent had that number
 * was started by it.
 *
 * @param past a process that has ended, and those that were seen below it before
 * @param all the processes there are
 */
export function leftBelow(past: readonly PastProcess[], all: readonly ProcessInfo[]): ProcessInfo[] {
  const parents = new Map(past.map((process) => [process.pid, process]));
  const found = new Set<ProcessInfo>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const info of all) {
      const { pid, parentPid, startedAtMs } = info;
      if (found.has(info) || startedAtMs === undefined) continue;
      const parent = parents.get(parentPid);
      const isStarted = parent && startedAtMs >= parent.startedAtMs && startedAtMs <= parent.endedAtMs;
      if (!isStarted && parents.get(pid)?.startedAtMs !== startedAtMs) continue;
      parents.set(pid, { pid, startedAtMs, endedAtMs: Number.POSITIVE_INFINITY });
      found.add(info);
      grew = true;
    }
  }
  return [...found];
}
