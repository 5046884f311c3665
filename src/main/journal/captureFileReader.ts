/**
 * The bytes of a capture file in chunks: unpacked where it is compressed, and in UTF-8 without a mark whatever encoding it has.
 * The content decides about both, not the name.
 */

import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { formatBytes } from '../../shared/format/format';
import { isSystemError, UserError } from '../base/userError';
import { encodingOf, Utf8Converter } from './textEncoding';

const CHUNK_BYTES = 1024 * 1024;
const UNPACKED_CHUNK_BYTES = 256 * 1024;
/** Of compressed bytes: they can become a thousand times as many. */
const COMPRESSED_CHUNK_BYTES = 16 * 1024;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const MAGIC_BYTES = 4;
/** Compressed files that become larger are unpacked only if the user agrees, because they may be hostile. */
export const MAX_UNPACKED_BYTES = 1024 ** 3;
/** After the user has agreed, the next question comes when the file is this many times larger. */
const ASK_AGAIN_FACTOR = 8;

/** The limit of an unpacked file. */
export interface UnpackLimit {
  readonly bytes: number;
  /** Asks whether to continue beyond the limit; without it, reading ends with an error. */
  mayExceed?(path: string, bytes: number): Promise<boolean>;
}

export interface SourceChunk {
  readonly bytes: Buffer;
  /** Bytes of the file, as it lies on disk, that were read up to here. */
  readonly readBytes: number;
}

export class CaptureFileReader {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    /** Size on disk when it was opened. */
    readonly fileBytes: number,
    readonly isCompressed: boolean,
    /** Whether it is plain UTF-8 text, neither compressed nor in another encoding. */
    readonly isPlain: boolean,
    private readonly limit: UnpackLimit,
  ) {}

  /**
   * @param limit of what is unpacked
   * @throws UserError if there is no such file, or it can't be read
   */
  static async open(path: string, limit: UnpackLimit = { bytes: MAX_UNPACKED_BYTES }): Promise<CaptureFileReader> {
    let file: FileHandle | undefined;
    try {
      // Opening a pipe without a writer would block a thread that nothing can end.
      file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      const stats = await file.stat();
      if (!stats.isFile()) throw notAFile(path, stats);
      const start = Buffer.alloc(MAGIC_BYTES);
      const { bytesRead } = await file.read(start, 0, MAGIC_BYTES, 0);
      const magic = start.subarray(0, bytesRead);
      const isCompressed = magic.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC);
      const { name, markBytes } = encodingOf(magic);
      const isPlain = !isCompressed && name === 'utf-8' && markBytes === 0;
      return new CaptureFileReader(path, file, stats.size, isCompressed, isPlain, limit);
    } catch (error) {
      await file?.close();
      throw asReadError(path, error);
    }
  }

  /**
   * @param start byte to begin at; of a file that is not plain, only 0
   * @param onDamage gets the reason why a compressed file can't be unpacked any further; the chunks end there
   * @throws UserError if the file can't be read or becomes too large, AbortError if the signal says so
   */
  async *chunks(
    start: number,
    onDamage: (problem: string) => void,
    signal?: AbortSignal,
  ): AsyncGenerator<SourceChunk, void> {
    const size = Math.min(CHUNK_BYTES, Math.max(1024, this.fileBytes + 1));
    if (this.isPlain) yield* this.fileChunks(start, size, signal);
    else yield* inUtf8(this.isCompressed ? this.unpackedChunks(onDamage, signal) : this.fileChunks(0, size, signal));
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async *fileChunks(start: number, size: number, signal?: AbortSignal): AsyncGenerator<SourceChunk, void> {
    let position = start;
    let next = this.readChunk(position, size);
    try {
      for (;;) {
        signal?.throwIfAborted();
        const bytes = await next;
        if (bytes.length === 0) return;
        position += bytes.length;
        // The next chunk is read from the disk while this one is processed.
        next = this.readChunk(position, size);
        yield { bytes, readBytes: position };
      }
    } finally {
      // The file may be closed only then; whether this one failed no longer matters.
      await next.catch(() => {});
    }
  }

  private async readChunk(position: number, size: number): Promise<Buffer> {
    // Lines that span chunks keep references to them, so each chunk gets its own memory.
    const buffer = Buffer.allocUnsafeSlow(size);
    return buffer.subarray(0, await this.readAt(buffer, position));
  }

  private async readAt(buffer: Buffer, position: number): Promise<number> {
    try {
      return (await this.file.read(buffer, 0, buffer.length, position)).bytesRead;
    } catch (error) {
      throw asReadError(this.path, error);
    }
  }

  private async *unpackedChunks(
    onDamage: (problem: string) => void,
    signal?: AbortSignal,
  ): AsyncGenerator<SourceChunk, void> {
    const gunzip = createGunzip({ chunkSize: UNPACKED_CHUNK_BYTES });
    let unpacked: Buffer[] = [];
    let failure: Error | undefined;
    gunzip.on('data', (bytes: Buffer) => unpacked.push(bytes));
    gunzip.on('error', (error) => {
      failure = error;
    });
    const closed = new Promise<void>((resolve) => gunzip.once('close', resolve));
    let readBytes = 0;
    let unpackedBytes = 0;
    let allowedBytes = this.limit.bytes;
    try {
      // Written by hand rather than piped: what was unpacked before damage is found must not be lost with the stream.
      for await (const chunk of this.fileChunks(0, COMPRESSED_CHUNK_BYTES, signal)) {
        const written = new Promise<void>((resolve) => gunzip.write(chunk.bytes, () => resolve()));
        await Promise.race([written, closed]);
        readBytes = chunk.readBytes;
        const ready = unpacked;
        unpacked = [];
        for (const bytes of ready) {
          unpackedBytes += bytes.length;
          if (unpackedBytes > allowedBytes) allowedBytes = await this.raiseLimit(allowedBytes);
          yield { bytes, readBytes };
        }
        if (failure !== undefined) break;
      }
      if (failure === undefined) {
        gunzip.end();
        await closed;
      }
      for (const bytes of unpacked) yield { bytes, readBytes };
      if (failure !== undefined) onDamage(`the compressed data can’t be unpacked any further (${failure.message})`);
    } finally {
      gunzip.destroy();
    }
  }

  /** @returns how much it may become now */
  private async raiseLimit(bytes: number): Promise<number> {
    const { path, limit, fileBytes } = this;
    if (limit.mayExceed === undefined) {
      throw new UserError(
        'too-large',
        `${path} becomes more than ${formatBytes(bytes)} when it is unpacked, from ${formatBytes(fileBytes)}.`,
        'If you trust it, open it with a higher --max-unpacked, such as 10gb.',
      );
    }
    if (!(await limit.mayExceed(path, bytes))) throw new DOMException('Unpacking was cancelled.', 'AbortError');
    return bytes * ASK_AGAIN_FACTOR;
  }
}

async function* inUtf8(chunks: AsyncGenerator<SourceChunk, void>): AsyncGenerator<SourceChunk, void> {
  const converter = new Utf8Converter();
  let readBytes = 0;
  for await (const chunk of chunks) {
    readBytes = chunk.readBytes;
    yield { bytes: converter.convert(chunk.bytes), readBytes };
  }
  yield { bytes: converter.end(), readBytes };
}

function notAFile(path: string, stats: Stats): UserError {
  if (stats.isDirectory()) return new UserError('not-a-capture', `${path} is a folder.`, 'Name a capture file in it.');
  return new UserError(
    'not-a-capture',
    `${path} is a ${stats.isFIFO() ? 'pipe' : 'device'}, not a file.`,
    'A capture is read more than once. Save it to a file first, and name that file.',
  );
}

function asReadError(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  if (error.code === 'ENOENT') return new UserError('no-such-path', `There is no file ${path}.`, 'Check its name.');
  return new UserError('unreadable', `${path} can’t be read: ${error.message}.`, 'Check that you may read it.');
}
