/**
 * Appends lines to a journal file. Lines are collected in memory for at most `FLUSH_INTERVAL_MS` and written in one go;
 * what was appended has its place in the file at once, and can be read back at any time.
 */

import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** At most this much traffic is lost in a crash. */
const FLUSH_INTERVAL_MS = 50;
const BLOCK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

export interface LinePlace {
  readonly offset: number;
  /** Without the newline. */
  readonly length: number;
}

export class JournalWriter {
  private block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  private used = 0;
  /** Full blocks that wait for the disk. */
  private queue: Buffer[] = [];
  private appendedBytes = 0;
  private writtenBytes = 0;
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failure: Error | undefined;

  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private readonly onFailure: (error: Error) => void,
  ) {}

  /**
   * Creates the file, readable by this user only.
   *
   * @param onFailure is called once if writing fails (a full disk); nothing is written after that
   * @throws if there is such a file already, or it can't be created
   */
  static async create(path: string, onFailure: (error: Error) => void): Promise<JournalWriter> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return new JournalWriter(path, await open(path, 'wx+', 0o600), onFailure);
  }

  get bytes(): number {
    return this.appendedBytes;
  }

  /** @param line without its newline; copied before this returns */
  append(line: Uint8Array): LinePlace {
    const place = { offset: this.appendedBytes, length: line.length };
    const needed = line.length + 1;
    this.appendedBytes += needed;
    if (this.failure !== undefined) return place;
    if (this.used + needed > this.block.length) this.startBlock(needed);
    this.block.set(line, this.used);
    this.block[this.used + line.length] = NEWLINE;
    this.used += needed;
    this.timer ??= setTimeout(() => this.startWriting(), FLUSH_INTERVAL_MS);
    return place;
  }

  /** Resolves when everything appended so far is in the file. */
  async flush(): Promise<void> {
    const goal = this.appendedBytes;
    while (this.writtenBytes < goal && this.failure === undefined) {
      this.startWriting();
      await this.writing;
    }
  }

  /** @throws if it can't be read, as after a failure to write */
  async read({ offset, length }: LinePlace): Promise<Buffer> {
    if (offset + length > this.writtenBytes) await this.flush();
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.file.read(bytes, 0, length, offset);
    if (bytesRead < length) throw this.failure ?? new Error(`${this.path} ends before byte ${offset + length}`);
    return bytes;
  }

  /** Writes what is left and closes the file. */
  async close(): Promise<void> {
    await this.flush();
    if (this.timer !== undefined) clearTimeout(this.timer);
    await this.file.close();
  }

  private startBlock(needed: number): void {
    if (this.used > 0) this.queue.push(this.block.subarray(0, this.used));
    this.block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, needed));
    this.used = 0;
    this.startWriting();
  }

  private startWriting(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
    if (this.writing !== undefined) return;
    this.writing = this.writeAll().finally(() => {
      this.writing = undefined;
      if (this.used > 0 || this.queue.length > 0)
        this.timer ??= setTimeout(() => this.startWriting(), FLUSH_INTERVAL_MS);
    });
  }

  private async writeAll(): Promise<void> {
    const blocks = this.queue;
    this.queue = [];
    if (this.used > 0) {
      blocks.push(this.block.subarray(0, this.used));
      // The rest of the block goes on being filled: only what is cut off here is being written.
      this.block = this.block.subarray(this.used);
      this.used = 0;
    }
    if (blocks.length === 0) return;
    try {
      const { bytesWritten } = await this.file.writev(blocks, this.writtenBytes);
      this.writtenBytes += bytesWritten;
      const expected = blocks.reduce((sum, block) => sum + block.length, 0);
      if (bytesWritten < expected) throw new Error('the disk took only a part of it');
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.queue = [];
      this.onFailure(this.failure);
    }
  }
}
