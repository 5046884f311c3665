/** Compares paths by the rules of the system. */

import { realpathSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/**
 * @param platform macOS and Windows ignore case by default; Windows also has short names and two separators
 * @returns a text that is equal for paths of the same file; not a path itself
 */
export function pathKey(path: string, platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'win32' && platform !== 'darwin') return path;
  const { normalize } = platform === 'win32' ? win32 : posix;
  return normalize(realPath(path)).normalize('NFC').toLowerCase();
}

export function isSamePath(one: string, other: string, platform?: NodeJS.Platform): boolean {
  return one === other || pathKey(one, platform) === pathKey(other, platform);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
