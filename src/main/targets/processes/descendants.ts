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
