/**
 * Removes the compiled code of a registered preload. Electron 42.9 and later keep it on disk, under the hash of the preload's id
 * (`Code Cache/electron-preload/<SHA-256 of the id>….cache` in the folder of a session or of the user's data).
 */

import { createHash } from 'node:crypto';
import { readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../recording/frameFacts';

const folders = new Set<string>();
let prefix = '';

/**
 * Remembers the folder of a session, and removes what an earlier run left there.
 *
 * @param storagePath null: the session is in memory, and keeps nothing
 */
export function noteCompiledPreloads(storagePath: string | null | undefined, id: string): void {
  if (typeof storagePath !== 'string') return;
  prefix = createHash('sha256').update(id).digest('hex');
  const folder = join(storagePath, 'Code Cache', 'electron-preload');
  folders.add(folder);
  forgetIn(folder);
}

/** Removes the files of this run. Electron may still write a file later. */
export function forgetCompiledPreloads(): void {
  for (const folder of folders) forgetIn(folder);
}

function forgetIn(folder: string): void {
  let hasFound = false;
  for (const name of namesIn(folder)) {
    if (!name.toLowerCase().startsWith(prefix)) continue;
    hasFound = true;
    attempt(() => unlinkSync(join(folder, name)));
  }
  // It is there because of ours, unless the app has preloads too: then it is not empty.
  if (hasFound) attempt(() => rmdirSync(folder));
}

function namesIn(folder: string): string[] {
  return attempt(() => readdirSync(folder)) ?? [];
}
