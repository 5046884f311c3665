/** Whether a process exists, and has ended. */

import { setTimeout as sleep } from 'node:timers/promises';

/** Reading the last of what it said, after the connection has ended. */
const PROCESS_END_MS = 1000;
const PROCESS_END_STEP_MS = 20;

/** Whether there is such a process, of any user. */
export function processExists(pid: number): boolean {
  if (pid < 1 || pid > 2 ** 31 - 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * @returns whether a process has ended; as it takes the system a moment to know, it is asked for a while
 */
export async function hasProcessEnded(pid: number): Promise<boolean> {
  const deadline = performance.now() + PROCESS_END_MS;
  while (processExists(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(PROCESS_END_STEP_MS);
  }
  return true;
}
