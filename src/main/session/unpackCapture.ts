/** Unpacks a compressed capture into a temporary file of this user only, so that single lines of it can be read. */

import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../temporaryFolders';
import { isSystemError, UserError } from '../userError';
import { CaptureSource } from './captureSource';
import type { ReadOptions } from './journalFile';

export interface UnpackedCapture {
  readonly path: string;
  /** Why the rest could not be unpacked. */
  readonly damage: string | undefined;
  /** Deletes it. */
  remove(): Promise<void>;
}

/** @throws UserError if it can't be written, AbortError if the signal says so; nothing is left behind then */
export async function unpackCapture(path: string, { signal, onProgress }: ReadOptions): Promise<UnpackedCapture> {
  const folder = await makeTemporaryFolder('open');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const unpacked = join(folder, 'unpacked.escope');
    const damage = await unpackTo(unpacked, path, { signal, onProgress });
    return { path: unpacked, damage, remove };
  } catch (error) {
    await remove();
    if (!isSystemError(error)) throw error;
    throw new UserError(
      'unreadable',
      `${path} is compressed and can’t be unpacked into ${tmpdir()}: ${error.message}.`,
      'Free some disk space, or unpack it yourself with gunzip and open that.',
    );
  }
}

async function unpackTo(to: string, from: string, { signal, onProgress }: ReadOptions): Promise<string | undefined> {
  const source = await CaptureSource.open(from);
  let damage: string | undefined;
  try {
    const file = await open(to, 'wx', 0o600);
    try {
      const onDamage = (problem: string) => {
        damage = problem;
      };
      for await (const { bytes, readBytes } of source.chunks(0, onDamage, signal)) {
        await file.appendFile(bytes);
        onProgress?.(readBytes, source.fileBytes);
      }
    } finally {
      await file.close();
    }
  } finally {
    await source.close();
  }
  return damage;
}
