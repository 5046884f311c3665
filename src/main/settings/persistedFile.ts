/** Small files in which something is kept from one start to the next. */

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFileSync } from '../base/replaceFile';

/**
 * Writes it in one step, so that nobody ever reads a half.
 *
 * @throws the system's error if it can't be written
 */
export function writePersisted(path: string, content: object): void {
  // Of this process alone: another may be keeping the same file.
  const temporary = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(temporary, `${JSON.stringify(content, undefined, 2)}\n`);
  replaceFileSync(temporary, path);
}

/**
 * Puts a file aside that can't be used.
 *
 * @returns a sentence that says where it is now; empty if it is where it was
 */
export function putAside(path: string): string {
  const aside = `${path}.unreadable`;
  try {
    renameSync(path, aside);
    return ` It is ${aside} now.`;
  } catch {
    // It stays where it is until something is kept again.
    return '';
  }
}
