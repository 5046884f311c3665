/** What a started process reads: what this one would read. */

import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { statFields } from './processes/processList';

/** Places in /proc/<pid>/stat after the name: the process group, and the one in the foreground of the terminal. */
const GROUP_FIELD = 2;
const FOREGROUND_FIELD = 5;

/**
 * The started process is not of the terminal's session, so that the system lets it read at any time. In the background it would take from the
 * shell what is typed there.
 */
export function usableInput(): 'inherit' | 'ignore' {
  return isatty(0) && !isInForeground(readOwnStat()) ? 'ignore' : 'inherit';
}

/** @param stat of /proc/self/stat; where there is none, the process is taken to be in the foreground */
export function isInForeground(stat: string): boolean {
  const fields = statFields(stat);
  const foreground = Number(fields[FOREGROUND_FIELD] ?? -1);
  return foreground < 1 || foreground === Number(fields[GROUP_FIELD]);
}

function readOwnStat(): string {
  try {
    return readFileSync('/proc/self/stat', 'utf8');
  } catch {
    return '';
  }
}
