/**
 * Makes a plain copy of a file that is compressed or in another encoding, so that single lines can be read. Only this user can
 * read the copy.
 */

import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../base/temporaryFolders';
import { isSystemError, UserError } from '../base/userError';
import { CaptureFileReader } from './captureFileReader';
import type { FileDamage } from './fileDamage';
import type { ReadOptions } from './journalFile';

export interface UnpackedCapture {
  readonly path: string;
  /** Why the rest could not be unpacked. */
  readonly problem?: string | undefined;
  /** Lines of an import that were left out. */
  readonly leftOut?: FileDamage;
  /** Deletes it. */
  remove(): Promise<void>;
}

/**
 * @throws UserError if it can't be read or written, or becomes too large; AbortError if the signal says so; nothing is left
 * behind then
 */
export async function unpackCapture(path: string, options: ReadOptions): Promise<UnpackedCapture> {
  const source = await CaptureFileReader.open(path, options.unpacking);
  try {
    return await plainCopy(source, options);
  } finally {
    await source.close();
  }
}

async function plainCopy(source: CaptureFileReader, options: ReadOptions): Promise<UnpackedCapture> {
  const folder = await makeTemporaryFolder('open');
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const unpacked = join(folder, 'unpacked.escope');
    const problem = await unpackTo(unpacked, source, options);
    return { path: unpacked, problem, remove };
  } catch (error) {
    await remove();
    if (!isSystemError(error)) throw error;
    throw new UserError(
      'unreadable',
      `${source.path} can’t be unpacked into ${tmpdir()}: ${error.message}.`,
      'Free some disk space, or unpack it yourself with gunzip and open that.',
    );
  }
}

async function unpackTo(
  to: string,
  source: CaptureFileReader,
  { signal, onProgress }: ReadOptions,
): Promise<string | undefined> {
  let problem: string | undefined;
  const file = await open(to, 'wx', 0o600);
  try {
    const onDamage = (reason: string) => {
      problem = reason;
    };
    for await (const { bytes, readBytes } of source.chunks(0, onDamage, signal)) {
      await file.appendFile(bytes);
      onProgress?.(readBytes, source.fileBytes);
    }
  } finally {
    await file.close();
  }
  return problem;
}
