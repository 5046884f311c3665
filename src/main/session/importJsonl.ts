/** Reads the format `jsonl` back: makes a capture of it in a temporary file, so that it can be opened as any other. */

import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlatEntries } from '../../shared/export/flatEntries';
import { JOURNAL_FORMAT, JOURNAL_VERSION } from '../../shared/journal/entries';
import { encodeLine } from '../../shared/journal/lineCodec';
import { LineSplitter } from '../targets/lineSplitter';
import { makeTemporaryFolder } from '../temporaryFolders';
import { isSystemError, UserError } from '../userError';
import { CaptureSource } from './captureSource';
import { FileDamage } from './fileDamage';
import type { ReadOptions } from './journalFile';
import type { UnpackedCapture } from './unpackCapture';

/** As each line of the format begins. */
const START = '{"seq":';
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/**
 * Whether a file looks like our `jsonl`; that is told by content, not by name.
 *
 * @throws UserError if it can't be read
 */
export async function isJsonl(path: string): Promise<boolean> {
  const source = await CaptureSource.open(path);
  try {
    for await (const { bytes } of source.chunks(0, () => {})) {
      if (bytes.length >= START.length) return bytes.toString('latin1', 0, START.length) === START;
    }
    return false;
  } finally {
    await source.close();
  }
}

/** @throws UserError if it can't be read or written, AbortError if the signal says so; nothing is left behind then */
export async function importJsonl(path: string, options: ReadOptions): Promise<UnpackedCapture> {
  const folder = await makeTemporaryFolder('import');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const imported = join(folder, 'imported.escope');
    const damage = await importTo(imported, path, options);
    const { count } = damage;
    const problem = count === 0 ? undefined : `${count} of the imported lines left out:\n${damage.describe()}`;
    return { path: imported, damage: problem, remove };
  } catch (error) {
    await remove();
    if (!isSystemError(error)) throw error;
    const message = `${path} can’t be imported into ${tmpdir()}: ${error.message}.`;
    throw new UserError('unreadable', message, 'Free some disk space, and try again.');
  }
}

async function importTo(to: string, from: string, { signal, onProgress }: ReadOptions): Promise<FileDamage> {
  const source = await CaptureSource.open(from);
  const damage = new FileDamage();
  const flat = new FlatEntries();
  let line = 0;
  let text = encodeLine({
    ...{ type: 'header', format: JOURNAL_FORMAT, version: JOURNAL_VERSION },
    createdAt: new Date().toISOString(),
    writer: 'import of jsonl',
  });
  const take = (bytes: Buffer) => {
    line++;
    if (bytes.length === 0) return;
    const entries = flat.entriesOf(bytes.toString('utf8'));
    if ('fault' in entries) damage.add(line, entries.fault);
    else for (const entry of entries) text += encodeLine(entry);
  };
  const splitter = new LineSplitter(MAX_LINE_BYTES, (length) => damage.add(++line, `${length} bytes long`));
  try {
    const file = await open(to, 'wx', 0o600);
    try {
      for await (const { bytes, readBytes } of source.chunks(0, (problem) => damage.add(line, problem), signal)) {
        splitter.push(bytes, take);
        await file.appendFile(text);
        text = '';
        onProgress?.(readBytes, source.fileBytes);
      }
      if (splitter.restBytes > 0) take(splitter.rest);
      await file.appendFile(text);
    } finally {
      await file.close();
    }
  } finally {
    await source.close();
  }
  return damage;
}
