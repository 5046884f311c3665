/**
 * Where an inspector that is open can be found by apps that ask for it in their own code: a file a process of it, in a folder that only
 * this user can enter.
 */

import type { LinkAddress } from './handshake';

export const MEETING_SUFFIX = '.json';

export interface MeetingFile extends LinkAddress {
  readonly inspectorPid: number;
}

/**
 * @param runtimeFolder `XDG_RUNTIME_DIR` where there is one, else the folder for temporary files
 * @param userId where there are such: the folder for temporary files may be everybody's
 */
export function meetingFolder(runtimeFolder: string, userId: number | undefined): string {
  return `${runtimeFolder}/electroscope${userId === undefined ? '' : `-${userId}`}`;
}
