/** What the doctor looks at: this computer, and the folder in which it was asked. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { canListen } from '../targets/canListen';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly nodeVersion: string;
  /** Undefined on Windows. */
  readonly uid: number | undefined;
  readonly variables: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
  readonly temporaryFolder: string;
  /** @returns the text of a file; undefined if it can't be read */
  read(path: string): string | undefined;
  exists(path: string): boolean;
  /** Whether a program runs as root for any user who starts it. */
  isSetuidRoot(path: string): boolean;
  /** Whether something can listen on a port of this computer; 0: on any. */
  canListen(port: number): Promise<boolean>;
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    nodeVersion: process.versions.node,
    uid: process.getuid?.(),
    variables: process.env,
    workingDirectory: process.cwd(),
    temporaryFolder: tmpdir(),
    read(path) {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
    exists: existsSync,
    isSetuidRoot(path) {
      try {
        const { uid, mode } = statSync(path);
        return uid === 0 && (mode & SETUID) !== 0;
      } catch {
        return false;
      }
    },
    canListen,
  };
}

const SETUID = 0o4000;
