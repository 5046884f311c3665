/** The folders of persisted data. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { processExists } from '../base/processExists';

export interface DataFolders {
  readonly sessionsFolder: string;
  readonly indexFolder: string;
  /** Files of Chromium, which a user would not miss. */
  readonly profileFolder: string;
}

interface Computer {
  readonly platform: NodeJS.Platform;
  readonly variables: NodeJS.ProcessEnv;
}

const MAX_PROFILES = 20;

/**
 * @param userData of Electron; on Windows, it may be copied from computer to computer, so large files go elsewhere
 * @param chromeMajor each version has its own profile, because an older Chromium refuses or empties that of a newer one
 */
export function dataFolders(
  userData: string,
  chromeMajor: number,
  { platform, variables }: Computer = { platform: process.platform, variables: process.env },
): DataFolders {
  const isMoved = platform === 'win32' && variables.LOCALAPPDATA && !variables.ELECTROSCOPE_DATA_DIR;
  const inLocal = (name: string) =>
    isMoved ? win32.join(variables.LOCALAPPDATA ?? '', 'Electroscope', name) : join(userData, name);
  return {
    sessionsFolder: inLocal('sessions'),
    indexFolder: inLocal('indexes'),
    profileFolder: inLocal(`chromium-${chromeMajor}`),
  };
}

/**
 * On Windows, a second program with the same profile can't use its caches, and prints errors about them.
 *
 * @returns a profile that no other program uses
 */
export function freeProfile(folder: string, platform = process.platform, pid = process.pid): string {
  if (platform !== 'win32') return folder;
  for (let i = 1; i <= MAX_PROFILES; i++) {
    const profile = i === 1 ? folder : `${folder}-${i}`;
    if (takeProfile(join(profile, 'electroscope.pid'), profile, pid)) return profile;
  }
  return folder;
}

function takeProfile(lock: string, profile: string, pid: number): boolean {
  try {
    mkdirSync(profile, { recursive: true });
    if (!processExists(holderOf(lock))) rmSync(lock, { force: true });
    writeFileSync(lock, String(pid), { flag: 'wx' });
    process.once('exit', () => rmSync(lock, { force: true }));
    return true;
  } catch {
    return false;
  }
}

/** @returns the process that uses the profile; 0: none */
function holderOf(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}
