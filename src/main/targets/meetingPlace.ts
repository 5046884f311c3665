/** Publishes where this inspector listens, for apps that ask for it in their own code. */

import { lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinkAddress } from '../../shared/link/handshake';
import { MEETING_SUFFIX, type MeetingFile, meetingFolder } from '../../shared/link/meetingPlace';
import { processExists } from '../base/processExists';
import { UserError } from '../base/userError';

const OTHERS = 0o077;
/** One process can have several, as it can have several windows. */
let opened = 0;

export class MeetingPlace {
  private constructor(private readonly file: string) {}

  /**
   * @throws UserError if the folder is somebody else's, or others can enter it
   */
  static open(): MeetingPlace {
    const folder = meetingFolder(process.env.XDG_RUNTIME_DIR || tmpdir(), process.getuid?.());
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw unusable(folder, error instanceof Error ? error.message : String(error));
    }
    // It may have been there before, made by anybody.
    const { mode, uid } = lstatSync(folder);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & OTHERS) === 0);
    if (!isOwn || !lstatSync(folder).isDirectory()) throw unusable(folder, 'it does not belong to you alone');
    removeStale(folder);
    opened++;
    return new MeetingPlace(join(folder, `${process.pid}${opened === 1 ? '' : `-${opened}`}${MEETING_SUFFIX}`));
  }

  /** Tells where this inspector listens, from now on. */
  publish(address: LinkAddress): void {
    const content: MeetingFile = { ...address, inspectorPid: process.pid };
    rmSync(this.file, { force: true });
    writeFileSync(this.file, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  }

  close(): void {
    rmSync(this.file, { force: true });
  }
}

/** What inspectors left that were killed. */
function removeStale(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number.parseInt(name, 10);
    if (name.endsWith(MEETING_SUFFIX) && !processExists(pid)) rmSync(join(folder, name), { force: true });
  }
}

function unusable(folder: string, why: string): UserError {
  return new UserError(
    'meeting-failed',
    `Apps that attach by themselves can’t find Electroscope: ${folder} can’t be used, ${why}.`,
    'Remove that folder. Everything else works.',
  );
}
