/**
 * The index of a journal: its message table and the places of its lines, in a file of its own. With it, a large journal opens
 * without being read again. An index only saves time: one that is missing, damaged, of another version or of another journal is
 * not used. If a journal has grown since, only its new lines are read.
 *
 * Indexes are in a cache folder, with names made from the paths of their journals. The folder of a journal may not be
 * writable, and users do not expect files there.
 *
 *     "ESCINDEX" · length of the description (uint32) · CRC-32 of all that follows (uint32) ·
 *     description (JSON) · for each 65,536 rows: each column, then the places, as they lie in memory
 */

import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat, utimes } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  CHUNK_ROWS,
  COLUMN_NAMES,
  COLUMN_TYPES,
  ColumnStore,
  type Columns,
  createColumns,
} from '../../shared/columns/columns';
import { type FoldState, SessionFold } from '../../shared/columns/sessionFold';
import { DIRECTIONS, JOURNAL_VERSION, MESSAGE_KINDS, STATUSES } from '../../shared/journal/entries';
import { replaceFile } from '../base/replaceFile';
import type { DamageState, FileDamage } from '../journal/fileDamage';
import type { LineStart } from '../journal/journalFile';
import type { LinePlace } from '../journal/journalWriter';
import { createPlaceChunk, LinePlaces, PLACE_NAMES, type PlaceChunk, type StackPlace } from '../journal/linePlaces';

/** Below this number of rows, an index is not worth its cost. */
export const MIN_INDEXED_ROWS = 10_000;
/** Raise it whenever the same journal gives another table. */
const INDEX_VERSION = 7;
const MAGIC = Buffer.from('ESCINDEX');
const PREAMBLE_BYTES = MAGIC.length + 8;
const MAX_DESCRIPTION_BYTES = 1 << 28;
/** Bytes of the beginning and of the end of a journal, which identify it. */
const SAMPLE_BYTES = 64 * 1024;
/** Above this size, the least recently used indexes are deleted. */
const MAX_FOLDER_BYTES = 1e9;

/** A journal as it is in memory. */
export interface SessionImage {
  readonly fold: SessionFold;
  readonly places: LinePlaces;
  /** Offset up to which the journal is folded. */
  readonly next: LineStart;
}

interface JournalSample {
  readonly head: string;
  readonly tail: string;
}

interface Description {
  readonly layout: string;
  readonly journal: JournalSample & { readonly bytes: number; readonly modifiedMs: number };
  readonly next: LineStart;
  readonly rows: number;
  readonly fold: FoldState;
  readonly stacks: readonly StackPlace[];
  readonly damage: DamageState;
}

/** What the table of a journal depends on, besides the journal. */
const LAYOUT = JSON.stringify([
  ...[INDEX_VERSION, JOURNAL_VERSION, endianness(), CHUNK_ROWS],
  ...[MESSAGE_KINDS, DIRECTIONS, STATUSES, PLACE_NAMES],
  COLUMN_NAMES.map((name) => [name, COLUMN_TYPES[name].name]),
]);

/**
 * Writes the index of a journal; an earlier one is replaced as a whole or not at all. A failure only costs
 * time, so it is not reported.
 */
export async function writeIndex(
  folder: string,
  journalPath: string,
  image: SessionImage,
  damage: FileDamage,
): Promise<void> {
  const path = indexPath(folder, journalPath);
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const description = await describe(journalPath, image, damage);
    await writeFile(temporary, description, image);
    await replaceFile(temporary, path);
    await pruneIndexes(folder, MAX_FOLDER_BYTES);
  } catch {
    await rm(temporary, { force: true });
  }
}

/** @returns undefined if there is no index of this journal that can be used */
export async function readIndex(
  folder: string,
  journalPath: string,
): Promise<(SessionImage & { readonly damage: DamageState }) | undefined> {
  const path = indexPath(folder, journalPath);
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const image = await readFile(file, journalPath);
    // An index in use stays.
    if (image !== undefined) await utimes(path, new Date(), new Date());
    return image;
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Deletes the index of a journal that is deleted. */
export async function removeIndex(folder: string, journalPath: string): Promise<void> {
  await rm(indexPath(folder, journalPath), { force: true });
}

/** Deletes the least recently used indexes, until the rest is not larger than this. */
export async function pruneIndexes(folder: string, maxBytes: number): Promise<void> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return { name, size, mtimeMs };
    }),
  );
  let bytes = 0;
  for (const { name, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (bytes > maxBytes) await rm(join(folder, name), { force: true });
  }
}

function indexPath(folder: string, journalPath: string): string {
  return join(folder, `${createHash('sha256').update(resolve(journalPath)).digest('hex').slice(0, 32)}.index`);
}

async function describe(journalPath: string, image: SessionImage, damage: FileDamage): Promise<Description> {
  const { fold, places, next } = image;
  const journal = await open(journalPath, 'r');
  try {
    const { mtimeMs } = await journal.stat();
    return {
      layout: LAYOUT,
      journal: { ...(await sample(journal, next.offset)), bytes: next.offset, modifiedMs: mtimeMs },
      next,
      rows: fold.table.length,
      fold: fold.saveState(),
      stacks: places.stackPlaces,
      damage: damage.saveState(),
    };
  } finally {
    await journal.close();
  }
}

/** What the journal begins with, and ends with at a place in it. */
async function sample(journal: FileHandle, end: number): Promise<JournalSample> {
  const bytes = Buffer.alloc(Math.min(SAMPLE_BYTES, end));
  const hash = async (from: number) => {
    const { bytesRead } = await journal.read(bytes, 0, bytes.length, from);
    return createHash('sha256').update(bytes.subarray(0, bytesRead)).digest('hex');
  };
  return { head: await hash(0), tail: await hash(end - bytes.length) };
}

async function writeFile(path: string, description: Description, image: SessionImage): Promise<void> {
  const json = Buffer.from(JSON.stringify(description));
  let checksum = crc32(json);
  const file = await open(path, 'wx', 0o600);
  try {
    let position = PREAMBLE_BYTES + json.length;
    for (const bytes of blocks(description.rows, image)) {
      checksum = crc32(bytes, checksum);
      await file.write(bytes, 0, bytes.length, position);
      position += bytes.length;
    }
    const preamble = Buffer.alloc(PREAMBLE_BYTES);
    MAGIC.copy(preamble);
    preamble.writeUInt32LE(json.length, MAGIC.length);
    preamble.writeUInt32LE(checksum, MAGIC.length + 4);
    await file.write(Buffer.concat([preamble, json]), 0, PREAMBLE_BYTES + json.length, 0);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The memory of the columns and places, in the order in which it is written; filling it reads it. */
function* blocks(rows: number, { fold, places }: Pick<SessionImage, 'fold' | 'places'>): Generator<Buffer> {
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const chunkRows = Math.min(CHUNK_ROWS, rows - start);
    yield* chunkBlocks(chunkRows, fold.table.columns.chunkOf(start), places.chunkOf(start));
  }
}

function* chunkBlocks(rows: number, columns: Columns, places: PlaceChunk): Generator<Buffer> {
  for (const array of [...COLUMN_NAMES.map((name) => columns[name]), ...PLACE_NAMES.map((name) => places[name])]) {
    yield Buffer.from(array.buffer, array.byteOffset, rows * array.BYTES_PER_ELEMENT);
  }
}

async function readFile(
  file: FileHandle,
  journalPath: string,
): Promise<(SessionImage & { readonly damage: DamageState }) | undefined> {
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  await file.read(preamble, 0, PREAMBLE_BYTES, 0);
  const jsonBytes = preamble.readUInt32LE(MAGIC.length);
  if (!preamble.subarray(0, MAGIC.length).equals(MAGIC) || jsonBytes > MAX_DESCRIPTION_BYTES) return undefined;
  const json = Buffer.alloc(jsonBytes);
  await file.read(json, 0, jsonBytes, PREAMBLE_BYTES);
  const description = JSON.parse(json.toString('utf8')) as Description;
  if (description.layout !== LAYOUT || !(await isOf(description, journalPath))) return undefined;

  const { rows } = description;
  const { size } = await file.stat();
  const columns = new ColumnStore();
  const placeChunks: PlaceChunk[] = [];
  let checksum = crc32(json);
  let position = PREAMBLE_BYTES + jsonBytes;
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const chunkRows = Math.min(CHUNK_ROWS, rows - start);
    const [columnChunk, placeChunk] = [createColumns(CHUNK_ROWS), createPlaceChunk()];
    for (const bytes of chunkBlocks(chunkRows, columnChunk, placeChunk)) {
      if (position + bytes.length > size) return undefined;
      await file.read(bytes, 0, bytes.length, position);
      checksum = crc32(bytes, checksum);
      position += bytes.length;
    }
    if (!isInBounds(description, chunkRows, columnChunk, placeChunk)) return undefined;
    columns.appendChunk(columnChunk, chunkRows);
    placeChunks.push(placeChunk);
  }
  if (checksum !== preamble.readUInt32LE(MAGIC.length + 4)) return undefined;
  const fold = new SessionFold();
  fold.restore(description.fold, columns);
  const stacks = new Map<number, LinePlace>();
  for (const [row, offset, length] of description.stacks) {
    if (!(row < rows && offset >= 0 && length >= 0 && offset + length <= description.next.offset)) return undefined;
    stacks.set(row, { offset, length });
  }
  return {
    fold,
    places: new LinePlaces(placeChunks, stacks),
    next: description.next,
    damage: description.damage,
  };
}

/** Whether the journal is the one that was indexed, as it was, or with more at its end. */
async function isOf({ journal: known, next }: Description, journalPath: string): Promise<boolean> {
  const journal = await open(journalPath, 'r');
  try {
    const { size, mtimeMs } = await journal.stat();
    if (size < next.offset || (size === next.offset && mtimeMs !== known.modifiedMs)) return false;
    const { head, tail } = await sample(journal, next.offset);
    return head === known.head && tail === known.tail;
  } finally {
    await journal.close();
  }
}

/** Whether all references are within bounds. */
function isInBounds({ fold, next }: Description, rows: number, columns: Columns, places: PlaceChunk): boolean {
  const { channels, endpoints } = fold.texts;
  const limits = [
    [columns.kind, MESSAGE_KINDS.length],
    [columns.direction, DIRECTIONS.length],
    [columns.status, STATUSES.length],
    [columns.channel, channels.length],
    [columns.from, endpoints.length],
    [columns.to, endpoints.length],
  ] as const;
  for (const [column, limit] of limits) {
    for (let i = 0; i < rows; i++) if ((column[i] as number) >= limit) return false;
  }
  const { messageOffset, messageLength, outcomeOffset, outcomeLength } = places;
  for (let i = 0; i < rows; i++) {
    if (!isWithin(messageOffset[i] as number, messageLength[i] as number, next.offset)) return false;
    if (!isWithin(outcomeOffset[i] as number, outcomeLength[i] as number, next.offset)) return false;
  }
  return true;
}

function isWithin(offset: number, length: number, end: number): boolean {
  return offset >= 0 && Number.isSafeInteger(offset) && offset + length <= end;
}
