/** Looks at the processes of the machine (Linux only, where the end-to-end tests run). */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    // A zombie has ended; only its parent has not noticed.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

const seen = new Map<number, Set<number>>();

/**
 * How many processes that were ever seen below this one, itself included, still run: also those whose parents are gone.
 */
export function livingDescendants(root: number | undefined): number {
  return root === undefined ? 0 : livingBelow(root).length;
}

/** The same processes, by their ids. */
export function livingBelow(root: number): number[] {
  const found = seen.get(root) ?? new Set([root]);
  seen.set(root, found);
  for (let grew = true; grew; ) {
    grew = false;
    for (const pid of readdirSync('/proc').map(Number)) {
      if (Number.isNaN(pid) || found.has(pid) || !found.has(parentOf(pid) ?? -1)) continue;
      found.add(pid);
      grew = true;
    }
  }
  return [...found].filter(isAlive);
}

/** Processes whose parent is this one. */
export function children(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => !Number.isNaN(pid) && parentOf(pid) === parent);
}

/** The sockets that a process has open, each by the system's number of it. */
export function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((descriptor) => {
    try {
      const opened = readlinkSync(`${folder}/${descriptor}`);
      return opened.startsWith('socket:') ? [opened] : [];
    } catch {
      return []; // It was closed while it was looked at.
    }
  });
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined; // It ended while it was looked at.
  }
}
