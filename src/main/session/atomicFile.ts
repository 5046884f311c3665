/** Writes a file of which nobody ever sees a half: under another name first, then in one step under its own. */

import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { isSystemError, UserError } from '../userError';

export interface WriteOptions {
  readonly isCompressed?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * @param content is asked for the next chunk only when the last one was written
 * @throws UserError if it can't be written, AbortError if the signal says so, and whatever the content throws; what was
 * there under this name before is then still there, and nothing else
 */
export async function writeAtomically(
  path: string,
  content: AsyncIterable<Uint8Array>,
  { isCompressed = false, signal }: WriteOptions = {},
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      const unpacked = Readable.from(content, { objectMode: false });
      const write = (chunks: AsyncIterable<Uint8Array>) => writeChunks(file, chunks);
      if (isCompressed) await pipeline(unpacked, createGzip(), write, { signal });
      else await pipeline(unpacked, write, { signal });
      // The name must not point to what the disk has not got yet.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    if (!isSystemError(error)) throw error;
    throw new UserError(
      'save-failed',
      `${path} can’t be written: ${error.message}.`,
      'Free some disk space, or choose another folder.',
    );
  }
}

async function writeChunks(file: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) await file.writeFile(chunk);
}
