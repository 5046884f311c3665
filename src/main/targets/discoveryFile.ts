/** The file by which apps that connect from their own code find this inspector. */

import { lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DISCOVERY_SUFFIX, type DiscoveryContent, discoveryFolder } from '../../shared/link/discovery';
import type { LinkAddress } from '../../shared/link/handshake';
import { processExists } from '../base/processExists';
import { UserError } from '../base/userError';

const OTHERS = 0o077;
/** One process can have several, as it can have several windows. */
let opened = 0;

export class DiscoveryFile {
  private constructor(private readonly file: string) {}

  /**
   * @throws UserError if the folder is somebody else's, or others can enter it
   */
  static open(): DiscoveryFile {
    const folder = discoveryFolder(process.env.XDG_RUNTIME_DIR || tmpdir(), process.getuid?.());
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
    return new DiscoveryFile(join(folder, `${process.pid}${opened === 1 ? '' : `-${opened}`}${DISCOVERY_SUFFIX}`));
  }

  /** Publishes where this inspector listens. */
  publish(address: LinkAddress): void {
    const content: DiscoveryContent = { ...address, inspectorPid: process.pid };
    rmSync(this.file, { force: true });
    writeFileSync(this.file, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  }

  close(): void {
    rmSync(this.file, { force: true });
  }
}

/** Removes the files of inspectors that were killed. */
function removeStale(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number.parseInt(name, 10);
    if (name.endsWith(DISCOVERY_SUFFIX) && !processExists(pid)) rmSync(join(folder, name), { force: true });
  }
}

function unusable(folder: string, why: string): UserError {
  return new UserError(
    'discovery-failed',
    `Apps that attach by themselves can’t find Electroscope: ${folder} can’t be used, ${why}.`,
    'Remove that folder. Everything else works.',
  );
}
