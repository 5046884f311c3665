/**
 * Gives a file the name of another. Windows refuses that while anybody has the other one open, such as a virus scanner, which soon
 * closes it.
 */

import { renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const OPEN_ELSEWHERE = new Set(['EACCES', 'EBUSY', 'EPERM']);
const TRIES = 10;
const WAIT_MS = 200;
/** Short, because it blocks this process. */
const SYNC_WAIT_MS = 20;

/** @throws the system's error if it can't be done, on Windows after two seconds */
export async function replaceFile(
  from: string,
  to: string,
  { platform = process.platform, move = rename as (from: string, to: string) => Promise<void>, waitMs = WAIT_MS } = {},
): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      return await move(from, to);
    } catch (error) {
      if (!mayHelp(error, platform, left)) throw error;
    }
    await sleep(waitMs);
  }
}

/** As `replaceFile`, but blocks this process, on Windows for at most 0.2 s. */
export function replaceFileSync(
  from: string,
  to: string,
  { platform = process.platform, move = renameSync } = {},
): void {
  for (let left = TRIES; ; left--) {
    try {
      move(from, to);
      return;
    } catch (error) {
      if (!mayHelp(error, platform, left)) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SYNC_WAIT_MS);
  }
}

function mayHelp(error: unknown, platform: NodeJS.Platform, left: number): boolean {
  return platform === 'win32' && left > 1 && OPEN_ELSEWHERE.has((error as NodeJS.ErrnoException).code ?? '');
}
