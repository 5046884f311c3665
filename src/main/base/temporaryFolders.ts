/**
 * Folders for what is not to be kept, which only this user can enter. Each is named after the process that made it, so that what a killed one
 * left can be removed by the next.
 */

import { readlinkSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processExists } from './processExists';
import { UserError } from './userError';

const NAME = /^electroscope-[a-z]+-(\d+)\.(\w+)-\w{6}$/;
const RANDOM = 'XXXXXX';
/** Process ids mean something in their namespace only: several containers may share a folder. */
const NAMESPACE = /\d+/.exec(readNamespace())?.[0] ?? '0';
/** Folders in which was looked for what is left. */
const cleaned = new Set<string>();

export interface TemporaryFolderOptions {
  /** For the path of a socket, which the system limits: that of a file of this name in the folder must fit. */
  readonly socketName?: string;
}

/**
 * Makes a folder that only this user can enter.
 *
 * @param purpose a word in small letters
 * @throws UserError if every place for it has too long a path for a socket; a system error if it can't be made
 */
export async function makeTemporaryFolder(
  purpose: string,
  { socketName }: TemporaryFolderOptions = {},
): Promise<string> {
  const start = `electroscope-${purpose}-${process.pid}.${NAMESPACE}-`;
  const place =
    socketName === undefined ? tmpdir() : placeForSocket(join(`${start}${RANDOM}`, socketName), socketPlaces());
  await removeLeftovers(place);
  // It makes the folder accessible to this user only.
  return mkdtemp(join(place, start));
}

/** Of a Unix socket's path, in bytes: `sun_path` without its end, on macOS and Linux. */
export const MAX_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

/** @returns the first place in which a socket fits */
export function placeForSocket(name: string, places: readonly string[]): string {
  const found = places.find((place) => Buffer.byteLength(join(place, name)) <= MAX_SOCKET_PATH);
  if (found !== undefined) return found;
  throw new UserError(
    'launch-failed',
    `The path of the folder for temporary files is too long for a socket: ${places[0]}.`,
    'Set TMPDIR to a folder with a shorter path.',
  );
}

/** In the order in which they are tried. */
export function socketPlaces(): string[] {
  // Windows has names for its pipes instead.
  if (process.platform === 'win32') return [tmpdir()];
  const { XDG_RUNTIME_DIR: runtime } = process.env;
  return [tmpdir(), ...(runtime ? [runtime] : []), '/tmp', '/var/tmp'].filter(isFolder);
}

/** Removes what processes left here that have ended; once for each place. */
async function removeLeftovers(place: string): Promise<void> {
  if (cleaned.has(place)) return;
  cleaned.add(place);
  for (const name of await readdir(place).catch(() => [])) {
    const [, pid, namespace] = NAME.exec(name) ?? [];
    if (pid === undefined || namespace !== NAMESPACE || processExists(Number(pid))) continue;
    // Somebody else's can't be removed.
    await rm(join(place, name), { recursive: true, force: true }).catch(() => {});
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function readNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
