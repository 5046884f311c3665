/**
 * Writes a result to a file. The file appears under its name in one step. An existing file is replaced only if allowed, and keeps
 * its mode and the links to it. Devices and pipes are written directly.
 */

import { randomBytes } from 'node:crypto';
import { constants, openSync, type Stats } from 'node:fs';
import { type FileHandle, link, lstat, open, readlink, realpath, rm, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { replaceFile } from '../base/replaceFile';
import { isSystemError, UserError } from '../base/userError';
import { isBeingRecorded } from './liveMarker';

export interface OutputRules {
  /** Whether an existing file may be replaced. */
  readonly overwrites: boolean;
  /** Files that are still needed, and are never replaced. */
  readonly inputs?: readonly string[];
}

export interface WriteOptions {
  readonly isCompressed?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

type Content = AsyncIterable<Uint8Array>;

/** Time between attempts to open a pipe without a reader. */
const READER_RETRY_MS = 50;
const MAX_LINKS = 40;
/** Error codes of file systems without hard links. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'EMLINK', 'EXDEV']);

export class OutputFile {
  private constructor(
    /** The path that the user gave. */
    readonly path: string,
    /** The path of the file, with symbolic links resolved. */
    readonly realPath: string,
    private readonly existing: Stats | undefined,
    private readonly rules: OutputRules,
  ) {}

  /**
   * Checks a path before anything is written to it.
   *
   * @throws UserError if it can't be written, or would replace a file that must stay
   */
  static async find(path: string, rules: OutputRules): Promise<OutputFile> {
    try {
      const existing = await statOf(path);
      const realPath =
        existing === undefined ? await linkTarget(path) : isStream(existing) ? path : await realpath(path);
      const output = new OutputFile(path, realPath, existing, rules);
      if (existing === undefined) await checkFolder(dirname(realPath));
      else await output.checkExisting(existing);
      return output;
    } catch (error) {
      throw asWriteError(path, error);
    }
  }

  /** Whether it is a device or a pipe, from which nothing can be read back. */
  get isStream(): boolean {
    return this.existing !== undefined && isStream(this.existing);
  }

  /**
   * @param content is asked for the next chunk only when the last one was written
   * @throws UserError if it can't be written, AbortError if the signal says so, and errors of the content; an existing file is
   * then unchanged, and nothing else is left
   */
  async write(content: Content, options: WriteOptions = {}): Promise<void> {
    try {
      if (this.isStream) await this.writeStream(content, options);
      else await this.writeFile(content, options);
    } catch (error) {
      throw asWriteError(this.path, error);
    }
  }

  private async checkExisting(existing: Stats): Promise<void> {
    const { path, realPath, rules } = this;
    if (existing.isDirectory())
      throw new UserError('save-failed', `${path} is a folder.`, `Name a file in it: ${join(path, 'name')}.`);
    if (existing.isSocket())
      throw new UserError('save-failed', `${path} is a socket, not a file.`, 'Name a file instead.');
    if (isStream(existing)) return;
    for (const input of rules.inputs ?? []) {
      const stats = await statOf(input);
      if (stats?.dev === existing.dev && stats.ino === existing.ino)
        throw new UserError('save-failed', `${path} is the capture that this command reads.`, 'Choose another name.');
    }
    if (!rules.overwrites) throw alreadyThere(path);
    if (await isBeingRecorded(realPath))
      throw new UserError('save-failed', `${path} is being recorded right now.`, 'Name another file.');
  }

  private async writeFile(content: Content, { isCompressed, signal }: WriteOptions): Promise<void> {
    const { realPath, existing } = this;
    const temporary = join(dirname(realPath), `.${basename(realPath)}.${randomBytes(6).toString('hex')}.part`);
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await pump(content, (chunks) => writeChunks(file, chunks), isCompressed, signal);
        if (existing !== undefined) await likeBefore(file, existing);
        // The data must be on the disk before the name points to it.
        await file.sync();
      } finally {
        await file.close();
      }
      if (this.rules.overwrites) await replaceFile(temporary, realPath);
      else await placeNew(temporary, realPath, this.path);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  private async writeStream(content: Content, { isCompressed, signal }: WriteOptions): Promise<void> {
    if (this.existing?.isFIFO()) {
      const pipe = await openPipe(this.path, signal);
      try {
        await pump(content, pipe, isCompressed, signal);
      } catch (error) {
        // The reader has what it needs.
        if (!(isSystemError(error) && error.code === 'EPIPE')) throw error;
      } finally {
        pipe.destroy();
      }
      return;
    }
    const device = await open(this.path, constants.O_WRONLY);
    try {
      await pump(content, (chunks) => writeChunks(device, chunks), isCompressed, signal);
    } finally {
      await device.close();
    }
  }
}

/** Checks a path and writes to it, in one call. */
export async function writeOutputFile(
  path: string,
  content: Content,
  { isCompressed, signal, ...rules }: OutputRules & WriteOptions,
): Promise<void> {
  const output = await OutputFile.find(path, rules);
  await output.write(content, { isCompressed, signal });
}

/** The remedy for a path that can't be written. */
export function writeRemedy(code: string | undefined, platform = process.platform): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'Free some disk space, or choose another folder.';
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
      if (platform === 'win32') return 'Close the program that has it open, or choose a folder that you may write to.';
      return 'Choose a folder that you may write to.';
    case 'EROFS':
      return 'Choose a folder that you may write to.';
    default:
      return 'Choose another place.';
  }
}

function isStream(stats: Stats): boolean {
  return stats.isCharacterDevice() || stats.isFIFO();
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The path of a file with symbolic links resolved, even if their target does not exist. */
async function linkTarget(path: string): Promise<string> {
  let target = resolve(path);
  for (let i = 0; i < MAX_LINKS; i++) {
    const stats = await lstat(target).catch(() => undefined);
    if (!stats?.isSymbolicLink()) return target;
    target = resolve(dirname(target), await readlink(target));
  }
  return target;
}

async function checkFolder(folder: string): Promise<void> {
  if ((await statOf(folder))?.isDirectory()) return;
  throw new UserError('save-failed', `There is no folder ${folder}.`, 'Create it, or choose another.');
}

async function likeBefore(file: FileHandle, { mode, uid, gid }: Stats): Promise<void> {
  await file.chmod(mode & 0o7777);
  // Only an administrator may set another owner. For other users, the owner may change.
  if (process.getuid !== undefined && uid !== process.getuid()) await file.chown(uid, gid).catch(() => {});
}

/** Gives a file its name, unless a file of that name exists by now. */
async function placeNew(temporary: string, realPath: string, path: string): Promise<void> {
  try {
    await link(temporary, realPath);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') throw alreadyThere(path);
    if (!NO_LINKS.has(error.code ?? '')) throw error;
    if ((await statOf(realPath)) !== undefined) throw alreadyThere(path);
    await replaceFile(temporary, realPath);
  }
}

/** Waits until the pipe has a reader. */
async function openPipe(path: string, signal?: AbortSignal): Promise<Socket> {
  for (;;) {
    signal?.throwIfAborted();
    try {
      // Does not wait by itself. The socket then owns the descriptor, and writes without blocking a thread.
      const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      return new Socket({ fd, readable: false, writable: true });
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'ENXIO') throw error;
      await sleep(READER_RETRY_MS, undefined, { signal });
    }
  }
}

type Destination = NodeJS.WritableStream | ((chunks: Content) => Promise<void>);

function pump(content: Content, to: Destination, isCompressed = false, signal?: AbortSignal): Promise<void> {
  const unpacked = Readable.from(content, { objectMode: false });
  const destination = to as NodeJS.WritableStream;
  return isCompressed
    ? pipeline(unpacked, createGzip(), destination, { signal })
    : pipeline(unpacked, destination, { signal });
}

async function writeChunks(file: FileHandle, chunks: Content): Promise<void> {
  for await (const chunk of chunks) await file.writeFile(chunk);
}

function alreadyThere(path: string): UserError {
  return new UserError('save-failed', `There is already a file ${path}.`, 'Name another with --out, or add --force.');
}

function asWriteError(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  return new UserError('save-failed', `${path} can’t be written: ${error.message}.`, writeRemedy(error.code));
}
