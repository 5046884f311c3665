/** Small files that persist something from one start to the next. */

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFileSync } from '../base/replaceFile';

/**
 * Writes the file in one step, so that no reader sees half of it.
 *
 * @throws the system's error if it can't be written
 */
export function writePersisted(path: string, content: object): void {
  // The name is unique to this process, because another may write the same file.
  const temporary = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(temporary, `${JSON.stringify(content, undefined, 2)}\n`);
    replaceFileSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Renames a file that can't be used.
 *
 * @returns a sentence that says where it is now; empty if it is where it was
 */
export function putAside(path: string): string {
  const aside = `${path}.unreadable`;
  try {
    renameSync(path, aside);
    return ` It is ${aside} now.`;
  } catch {
    // It stays where it is until it is written again.
    return '';
  }
}
