/** Lines of a journal by their places, read from disk in few large pieces. */

import type { FileHandle } from 'node:fs/promises';
import { CHUNK_MASK } from '../../shared/columns/columns';
import type { LinePlaces } from '../journal/linePlaces';

/** Places of lines, in the order in which they stand in the file; plain arrays, so that they can be handed to another thread. */
export interface LineBatch {
  readonly offsets: Float64Array;
  readonly lengths: Uint32Array;
}

/** Lines and the messages they tell of: by line, an index in the rows that were asked for. */
export interface OwnedLines extends LineBatch {
  readonly owners: Uint32Array;
}

/**
 * The lines of rows: of each its message, and its outcome where that came later.
 *
 * @param rows in ascending order, all of one chunk
 */
export function linesOf(rows: Uint32Array, places: LinePlaces): OwnedLines {
  const chunk = places.chunkOf(rows[0] ?? 0);
  const late: number[] = [];
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const place = (rows[i] as number) & CHUNK_MASK;
    if (chunk.outcomeLength[place] !== 0) late.push(i);
    // Without a length, it came while the disk was full, and is not in the journal.
    count += Number(chunk.messageLength[place] !== 0);
  }
  count += late.length;
  const lateOffset = (index: number) => chunk.outcomeOffset[(rows[index] as number) & CHUNK_MASK] as number;
  late.sort((a, b) => lateOffset(a) - lateOffset(b));
  const lines = {
    offsets: new Float64Array(count),
    lengths: new Uint32Array(count),
    owners: new Uint32Array(count),
  };
  let nextLate = 0;
  let line = 0;
  const addLate = (before: number) => {
    for (let index = late[nextLate]; index !== undefined && lateOffset(index) < before; index = late[++nextLate]) {
      lines.offsets[line] = lateOffset(index);
      lines.lengths[line] = chunk.outcomeLength[(rows[index] as number) & CHUNK_MASK] as number;
      lines.owners[line++] = index;
    }
  };
  for (let i = 0; i < rows.length; i++) {
    const place = (rows[i] as number) & CHUNK_MASK;
    const offset = chunk.messageOffset[place] as number;
    if (chunk.messageLength[place] === 0) continue;
    if (nextLate < late.length) addLate(offset);
    lines.offsets[line] = offset;
    lines.lengths[line] = chunk.messageLength[place] as number;
    lines.owners[line++] = i;
  }
  addLate(Number.POSITIVE_INFINITY);
  return lines;
}

/** A run of bytes that holds some lines of a batch. */
export interface LineBlock {
  readonly bytes: Buffer;
  /** The lines of the batch that it holds: from this one … */
  readonly first: number;
  /** … and where in the bytes each of them begins, and ends. Between them may be lines that were not asked for. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const MAX_BLOCK_BYTES = 512 * 1024;
/** Reading so much that is not wanted costs less than reading twice. */
const MAX_HOLE_BYTES = 32 * 1024;

/** @throws if the file can't be read, or is shorter than it was */
export async function* readLines(file: FileHandle, batch: LineBatch): AsyncGenerator<LineBlock, void> {
  let next = readBlock(file, batch, 0);
  while (next !== undefined) {
    const block = await next;
    // The disk reads ahead while the last data is examined.
    next = readBlock(file, batch, block.first + block.starts.length);
    // Whether it failed is asked above; if nobody wants it any more, it does not matter.
    next?.catch(() => {});
    yield block;
  }
}

/** @returns the block that begins with a line of the batch; undefined if there is none */
function readBlock(file: FileHandle, { offsets, lengths }: LineBatch, first: number): Promise<LineBlock> | undefined {
  if (first >= offsets.length) return undefined;
  const start = offsets[first] as number;
  let end = start + (lengths[first] as number);
  let next = first + 1;
  for (; next < offsets.length; next++) {
    const lineStart = offsets[next] as number;
    const lineEnd = lineStart + (lengths[next] as number);
    if (lineStart - end > MAX_HOLE_BYTES || lineEnd - start > MAX_BLOCK_BYTES) break;
    end = lineEnd;
  }
  const starts = new Uint32Array(next - first);
  const ends = new Uint32Array(next - first);
  for (let i = 0; i < starts.length; i++) {
    starts[i] = (offsets[first + i] as number) - start;
    ends[i] = (starts[i] as number) + (lengths[first + i] as number);
  }
  return readBytes(file, start, end - start).then((bytes) => ({ bytes, first, starts, ends }));
}

async function readBytes(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  if (bytesRead < length) throw new Error('the file is shorter than it was');
  return bytes;
}
