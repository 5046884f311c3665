/**
 * What an Electron executable tells of itself without being run: its version, and its fuses, the switches that are set in the
 * binary when an app is packaged (electronjs.org/docs/latest/tutorial/fuses).
 */

import { existsSync } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The ones that decide about how the app can be attached to. */
interface Fuses {
  /** `ELECTRON_RUN_AS_NODE` works. */
  readonly runAsNode: boolean;
  /** `NODE_OPTIONS` works, as far as a packaged app lets it. */
  readonly nodeOptions: boolean;
  /** `--inspect` works, and switching the inspector on by a signal. */
  readonly inspector: boolean;
  /** Only an `app.asar` is loaded. */
  readonly onlyAsar: boolean;
}

export interface ElectronBinary {
  /** As `33.4.11`; undefined if it was not found. */
  readonly version: string | undefined;
  /** Undefined before fuses existed (Electron 12), or where they are not as expected. */
  readonly fuses: Fuses | undefined;
}

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;
const MAX_FUSES = 64;
const ENABLED = 0x31;
/** As it stands in the user agent that Electron composes. */
const VERSION = /Electron\/(\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?)/;
const CHUNK_BYTES = 4 * 1024 * 1024;
/** What may be cut by the end of a chunk. */
const OVERLAP_BYTES = 256;

/** Fuses in the order of the wire; version 1. */
const INDEX = { runAsNode: 0, nodeOptions: 2, inspector: 3, onlyAsar: 5 } as const;

const known = new Map<string, Promise<ElectronBinary | undefined>>();

/**
 * Reads the executable, up to 200 MB; a file that was read and has not changed is not read again.
 *
 * @returns undefined if it is not an Electron
 * @throws if it can't be read
 */
export async function readElectronBinary(executable: string): Promise<ElectronBinary | undefined> {
  const file = await binaryFile(executable);
  const { mtimeMs, size } = await stat(file);
  const key = `${file} ${mtimeMs} ${size}`;
  const result = known.get(key) ?? scan(file);
  known.set(key, result);
  result.catch(() => known.delete(key));
  return result;
}

/** On macOS the executable is small; what counts is in a framework beside it. */
async function binaryFile(executable: string): Promise<string> {
  if (process.platform !== 'darwin') return executable;
  const frameworks = join(dirname(dirname(executable)), 'Frameworks');
  const electron = join(frameworks, 'Electron Framework.framework', 'Electron Framework');
  if (existsSync(electron)) return electron;
  // Some apps rename it.
  const names = await readdir(frameworks).catch(() => []);
  const renamed = names.find((name) => name.endsWith(' Framework.framework'));
  return renamed === undefined ? executable : join(frameworks, renamed, basename(renamed, '.framework'));
}

async function scan(path: string): Promise<ElectronBinary | undefined> {
  const file = await open(path);
  try {
    return await scanOpened(file);
  } finally {
    await file.close();
  }
}

async function scanOpened(file: FileHandle): Promise<ElectronBinary | undefined> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES + OVERLAP_BYTES);
  let version: string | undefined;
  let fuses: Fuses | undefined;
  let isElectron = false;
  for (let position = 0; ; position += CHUNK_BYTES) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    const chunk = buffer.subarray(0, bytesRead);
    version ??= findVersion(chunk);
    const sentinel = chunk.indexOf(SENTINEL, 0, 'latin1');
    if (sentinel !== -1) {
      isElectron = true;
      fuses ??= readFuses(chunk.subarray(sentinel + SENTINEL.length));
    }
    if (fuses !== undefined && version !== undefined) break;
    if (bytesRead <= CHUNK_BYTES) break;
  }
  return isElectron || version !== undefined ? { version, fuses } : undefined;
}

function findVersion(chunk: Buffer): string | undefined {
  for (let at = chunk.indexOf('Electron/', 0, 'latin1'); at !== -1; at = chunk.indexOf('Electron/', at + 1, 'latin1')) {
    const version = VERSION.exec(chunk.toString('latin1', at, at + 40))?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

/** The wire: a version, the number of fuses, and a character for each: `0` off, `1` on, `r` removed. */
function readFuses(wire: Buffer): Fuses | undefined {
  const [version, length = 0] = wire;
  if (version !== FUSE_VERSION || length > MAX_FUSES || wire.length < 2 + length) return undefined;
  const isOn = (index: number) => wire[2 + index] === ENABLED;
  return {
    runAsNode: isOn(INDEX.runAsNode),
    nodeOptions: isOn(INDEX.nodeOptions),
    inspector: isOn(INDEX.inspector),
    onlyAsar: isOn(INDEX.onlyAsar),
  };
}
