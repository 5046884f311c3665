/**
 * Discovery files: by them, apps that connect from their own code find an open inspector. Each process of it writes one, in a
 * folder that only this user can enter.
 */

import type { LinkAddress } from './handshake';

export const DISCOVERY_SUFFIX = '.json';

export interface DiscoveryContent extends LinkAddress {
  readonly inspectorPid: number;
}

/**
 * @param runtimeFolder `XDG_RUNTIME_DIR` where there is one, else the folder for temporary files
 * @param userId undefined where the system has none; the folder for temporary files may be everybody's
 */
export function discoveryFolder(runtimeFolder: string, userId: number | undefined): string {
  return `${runtimeFolder}/electroscope${userId === undefined ? '' : `-${userId}`}`;
}

/**
 * Where an app looks for them. `sudo`, cron and ssh leave out the variable by which the inspector has put its file, or set it where the
 * inspector had none.
 *
 * @param runtimeFolder `XDG_RUNTIME_DIR`
 */
export function discoveryFolders(
  runtimeFolder: string | undefined,
  temporaryFolder: string,
  userId: number | undefined,
): string[] {
  const usual = userId === undefined ? [] : [`/run/user/${userId}`];
  const places = new Set([...(runtimeFolder ? [runtimeFolder] : []), temporaryFolder, ...usual]);
  return [...places].map((place) => discoveryFolder(place, userId));
}
