/** Imports the format `jsonl`: converts it to a temporary capture file, which opens like any other. */

import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlatEntries } from '../../shared/export/flatEntries';
import { JOURNAL_FORMAT, JOURNAL_VERSION } from '../../shared/journal/entries';
import { encodeLine } from '../../shared/journal/lineCodec';
import { LineSplitter } from '../base/lineSplitter';
import { makeTemporaryFolder } from '../base/temporaryFolders';
import { isSystemError, UserError } from '../base/userError';
import { CaptureFileReader } from '../journal/captureFileReader';
import { FileDamage } from '../journal/fileDamage';
import type { ReadOptions } from '../journal/journalFile';
import { isTooCostly } from '../journal/jsonBytes';
import { type UnpackedCapture, unpackCapture } from '../journal/unpackCapture';
import { JsonlOrder } from './jsonlOrder';

const MAX_LINE_BYTES = 64 * 1024 * 1024;
const MAX_FIRST_LINE = 1024 * 1024;
/** Length of the text that is written at once. */
const CHUNK_CHARACTERS = 256 * 1024;

/**
 * Whether a file looks like our `jsonl`, even after a script or an editor has changed it. Its content decides, not its name.
 *
 * @throws UserError if it can't be read, or is such a file in a form that can't be read line by line
 */
export async function isJsonl(path: string, options: ReadOptions): Promise<boolean> {
  const line = await firstLine(path, options);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const start = line.trimStart();
    if (/^\[?\s*(?:\{\s*)?$/.test(line) && start !== '') throw spread(path);
    // The file is too long to be read as a whole here.
    return line.length >= MAX_FIRST_LINE && start.startsWith('{') && start.includes('"seq":');
  }
  if (Array.isArray(value) && value.length > 0) throw spread(path);
  if (typeof value !== 'object' || value === null || 'type' in value) return false;
  return 'seq' in value || ('time' in value && 'channel' in value);
}

/** The first line that is not blank. */
async function firstLine(path: string, { signal, unpacking }: ReadOptions): Promise<string> {
  const source = await CaptureFileReader.open(path, unpacking);
  let text = '';
  try {
    for await (const { bytes } of source.chunks(0, () => {}, signal)) {
      text = (text + bytes.toString('utf8')).trimStart();
      if (text.includes('\n') || text.length >= MAX_FIRST_LINE) break;
    }
  } finally {
    await source.close();
  }
  return text.split('\n', 1)[0] as string;
}

function spread(path: string): UserError {
  return new UserError(
    'not-a-capture',
    `${path} is JSON, but does not have one message per line.`,
    'If it was exported as jsonl, write one message per line again: jq -c .[] for a list, jq -c . otherwise.',
  );
}

/** @throws UserError if it can't be read or written, AbortError if the signal says so; nothing is left behind then */
export async function importJsonl(path: string, options: ReadOptions): Promise<UnpackedCapture> {
  const folder = await makeTemporaryFolder('import');
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const imported = join(folder, 'imported.escope');
    return { path: imported, leftOut: await importTo(imported, path, options), remove };
  } catch (error) {
    await remove();
    if (!isSystemError(error)) throw error;
    const message = `${path} can’t be imported into ${tmpdir()}: ${error.message}.`;
    throw new UserError('unreadable', message, 'Free some disk space, and try again.');
  }
}

/** Reads in the order of the file. If its messages are in another order, reads once more in the order of the messages. */
async function importTo(to: string, path: string, options: ReadOptions): Promise<FileDamage> {
  const order = new JsonlOrder();
  const damage = await write(to, (take, onDamage) => eachLine(path, options, take, onDamage), order);
  if (order.isRising) return damage;
  await rm(to);
  const plain = await openPlain(path, options);
  try {
    return await write(to, (take) => order.eachLine(plain.file, take, options.signal), undefined, damage);
  } finally {
    await plain.close();
  }
}

type TakeLine = (bytes: Buffer, line: number, offset: number) => void;
type OnDamage = (line: number, problem: string) => void;
type LineSource = (take: TakeLine, onDamage: OnDamage) => AsyncIterable<unknown>;

/**
 * @param order gets each message
 * @param known damage is known already, and not reported again
 */
async function write(to: string, source: LineSource, order?: JsonlOrder, known?: FileDamage): Promise<FileDamage> {
  const damage = known ?? new FileDamage();
  const flat = new FlatEntries();
  let text = encodeLine({
    type: 'header',
    format: JOURNAL_FORMAT,
    version: JOURNAL_VERSION,
    createdAt: new Date().toISOString(),
    writer: 'import of jsonl',
  });
  const onDamage: OnDamage = (line, problem) => {
    if (known === undefined) damage.add(line, problem);
  };
  const take: TakeLine = (bytes, line, offset) => {
    const json = bytes.toString('utf8');
    if (json.trim() === '') return;
    const entries = isTooCostly(bytes) ? { fault: 'too many values to be read' } : flat.entriesOf(json);
    if ('fault' in entries) return onDamage(line, entries.fault);
    for (const entry of entries) {
      text += encodeLine(entry);
      if (entry.type === 'message') order?.add(flat.lastTarget, entry.seq, flat.lastTimeUs, line, offset, bytes.length);
    }
  };
  const file = await open(to, 'wx', 0o600);
  try {
    for await (const _ of source(take, onDamage)) {
      if (text.length < CHUNK_CHARACTERS) continue;
      await file.appendFile(text);
      text = '';
    }
    await file.appendFile(text);
  } finally {
    await file.close();
  }
  return damage;
}

/** Yields the lines of a file, chunk by chunk. */
async function* eachLine(
  path: string,
  { signal, onProgress, unpacking }: ReadOptions,
  take: TakeLine,
  onDamage: OnDamage,
): AsyncGenerator<void> {
  const source = await CaptureFileReader.open(path, unpacking);
  let line = 0;
  let offset = 0;
  const next = (bytes: Buffer) => {
    take(bytes, ++line, offset);
    offset += bytes.length + 1;
  };
  const splitter = new LineSplitter(MAX_LINE_BYTES, (length) => {
    onDamage(++line, `${length} bytes long`);
    offset += length + 1;
  });
  try {
    for await (const { bytes, readBytes } of source.chunks(0, (problem) => onDamage(line, problem), signal)) {
      splitter.push(bytes, next);
      yield;
      onProgress?.(readBytes, source.fileBytes);
    }
    if (splitter.restBytes > MAX_LINE_BYTES) onDamage(++line, `${splitter.restBytes} bytes long`);
    else if (splitter.restBytes > 0) next(splitter.rest);
  } finally {
    await source.close();
  }
}

interface PlainFile {
  readonly file: FileHandle;
  close(): Promise<void>;
}

/** The file, or a copy of it, whose lines can be read by offset. */
async function openPlain(path: string, options: ReadOptions): Promise<PlainFile> {
  const source = await CaptureFileReader.open(path);
  const { isPlain } = source;
  await source.close();
  const unpacked = isPlain ? undefined : await unpackCapture(path, options);
  try {
    const file = await open(unpacked?.path ?? path, 'r');
    return {
      file,
      async close() {
        await file.close();
        await unpacked?.remove();
      },
    };
  } catch (error) {
    await unpacked?.remove();
    throw error;
  }
}
