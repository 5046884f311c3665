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
