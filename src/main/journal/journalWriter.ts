/**
 * Appends lines to a journal file. Lines are collected in memory for at most `FLUSH_INTERVAL_MS` and written at once. An
 * appended line has its place in the file immediately, and can be read at any time. While the disk can't be written, lines wait
 * in memory, up to a limit, and are written as soon as it can be written again.
 */

import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Emitter } from '../../shared/base/emitter';

/** A crash loses at most the lines of this time. */
const FLUSH_INTERVAL_MS = 50;
const RETRY_INTERVAL_MS = 1000;
const BLOCK_BYTES = 256 * 1024;
/** Maximum of written blocks that are reused: new memory costs more than copying into it. */
const MAX_SPARE_BLOCKS = 4;
/** The system accepts at most 1024 in one call. */
const MAX_BLOCKS_A_WRITE = 512;
/** Maximum that waits for the disk; more is dropped. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;
const NEWLINE = 0x0a;

export interface LinePlace {
  readonly offset: number;
  /** Without the newline. */
  readonly length: number;
}

export class JournalWriter {
  /** The error that keeps lines from being written, such as a full disk; undefined once they are written. */
  readonly onFailure = new Emitter<Error | undefined>();
  private block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  private used = 0;
  private readonly spare: Buffer<ArrayBuffer>[] = [];
  /** Bytes before the block that wait for the disk, in the order of the file. */
  private queue: Buffer[] = [];
  private appendedBytes = 0;
  private appendedLines = 0;
  private writtenBytes = 0;
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failure: Error | undefined;

  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /**
   * Creates the file, readable by this user only.
   *
   * @param overwrites an existing file is emptied and written to; it keeps its mode
   * @throws if the file exists, or can't be created
   */
  static async create(path: string, overwrites = false): Promise<JournalWriter> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return new JournalWriter(path, await open(path, overwrites ? 'w+' : 'wx+', 0o600));
  }

  get bytes(): number {
    return this.appendedBytes;
  }

  /** Lines appended so far. */
  get lines(): number {
    return this.appendedLines;
  }

  /** Bytes in the file. The last appended lines may not be among them. */
  get fileBytes(): number {
    return this.writtenBytes;
  }

  /** Whether all appended lines are in the file. */
  get isWritten(): boolean {
    return this.writtenBytes === this.appendedBytes;
  }

  /**
   * @param line without its newline; copied before this returns
   * @returns undefined if it was dropped: the disk can't be written, and too much waits already
   */
  append(line: Uint8Array): LinePlace | undefined {
    const place = { offset: this.appendedBytes, length: line.length };
    const needed = line.length + 1;
    if (this.failure !== undefined && this.appendedBytes + needed - this.writtenBytes > MAX_HELD_BYTES)
      return undefined;
    this.appendedBytes += needed;
    this.appendedLines++;
    if (this.used + needed > this.block.length) this.startBlock(needed);
    this.block.set(line, this.used);
    this.block[this.used + line.length] = NEWLINE;
    this.used += needed;
    this.timer ??= setTimeout(() => this.startWriting(), FLUSH_INTERVAL_MS);
    return place;
  }

  /** Resolves when all appended lines are in the file, or the disk can't be written. */
  async flush(): Promise<void> {
    const goal = this.appendedBytes;
    do {
      this.startWriting();
      await this.writing;
    } while (this.writtenBytes < goal && this.failure === undefined);
  }

  /** @throws if it can't be read */
  async read({ offset, length }: LinePlace): Promise<Buffer> {
    if (offset + length > this.writtenBytes) await this.flush();
    if (offset + length > this.writtenBytes) return this.readHeld(offset, length);
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.file.read(bytes, 0, length, offset);
    if (bytesRead < length) throw new Error(`${this.path} ends before byte ${offset + length}`);
    return bytes;
  }

  /** Writes the rest, if the disk can be written, and closes the file. */
  async close(): Promise<void> {
    await this.flush();
    if (this.timer !== undefined) clearTimeout(this.timer);
    await this.file.close();
  }

  private startBlock(needed: number): void {
    this.sealBlock();
    const isLarge = needed > BLOCK_BYTES;
    this.block = (isLarge ? undefined : this.spare.pop()) ?? Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, needed));
    if (this.failure === undefined) this.startWriting();
  }

  /** Moves the content of the block to the queue; the rest of the block is still filled. */
  private sealBlock(): void {
    if (this.used === 0) return;
    this.queue.push(this.block.subarray(0, this.used));
    this.block = this.block.subarray(this.used);
    this.used = 0;
  }

  private startWriting(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
    if (this.writing !== undefined) return;
    this.writing = this.writeAll().finally(() => {
      this.writing = undefined;
      if (this.writtenBytes === this.appendedBytes) return;
      const delayMs = this.failure === undefined ? FLUSH_INTERVAL_MS : RETRY_INTERVAL_MS;
      this.timer ??= setTimeout(() => this.startWriting(), delayMs);
    });
  }

  private async writeAll(): Promise<void> {
    this.sealBlock();
    try {
      while (this.queue.length > 0) {
        const { bytesWritten } = await this.file.writev(this.queue.slice(0, MAX_BLOCKS_A_WRITE), this.writtenBytes);
        this.written(bytesWritten);
      }
      if (this.failure !== undefined) {
        this.failure = undefined;
        this.onFailure.emit(undefined);
      }
    } catch (error) {
      const isNew = this.failure === undefined;
      this.failure = error instanceof Error ? error : new Error(String(error));
      if (isNew) this.onFailure.emit(this.failure);
    }
  }

  /** @param bytes how many bytes of the queue, from its start on, are in the file */
  private written(bytes: number): void {
    this.writtenBytes += bytes;
    let left = bytes;
    while (left > 0) {
      const first = this.queue[0] as Buffer;
      if (left < first.length) {
        this.queue[0] = first.subarray(left);
        return;
      }
      left -= first.length;
      this.queue.shift();
      this.takeBack(first);
    }
  }

  /** Keeps a written block for later lines, unless a part of it waits or is still filled. */
  private takeBack({ buffer }: Buffer): void {
    const isInUse = this.block.buffer === buffer || this.queue[0]?.buffer === buffer;
    if (isInUse || buffer.byteLength !== BLOCK_BYTES || this.spare.length >= MAX_SPARE_BLOCKS) return;
    this.spare.push(Buffer.from(buffer as ArrayBuffer));
  }

  /** Reads bytes of which at least a part still waits for the disk. */
  private async readHeld(offset: number, length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    const onDisk = Math.max(0, this.writtenBytes - offset);
    const held = Buffer.concat([...this.queue, this.block.subarray(0, this.used)]);
    held.copy(bytes, onDisk, offset + onDisk - this.writtenBytes);
    if (onDisk > 0) await this.file.read(bytes, 0, onDisk, offset);
    return bytes;
  }
}
