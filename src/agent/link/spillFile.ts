/**
 * Holds what the inspector's socket has not taken yet, in case that this process ends before it could be sent. The inspector reads
 * it then, or while the process stands still.
 *
 * What the agent sends is a stream of bytes. A file begins with the place of its first byte in that stream, so that the inspector
 * knows which of them it has. There are two files, which take turns: when one is full, the other holds only what was sent
 * long ago. The files come into being when they are first needed.
 */

import { SPILL_FILES, spillFile, spillHeader } from '../../shared/link/spill';
import { closeSync, ftruncateSync, openSync, unlinkSync, writeSync } from '../base/nodePrimordials';

export class SpillFile {
  private readonly descriptors: (number | undefined)[] = [];
  private current = 0;
  /** Bytes in the current file; 0: nothing is held. */
  private size = 0;
  private hasFailed = false;

  /**
   * @param path of the files, without their endings; undefined: there is no place for them
   * @param maxFileBytes more than the stream can have on its way at a time
   */
  constructor(
    private readonly path: string | undefined,
    private readonly maxFileBytes: number,
  ) {}

  /** Something was appended since the last `clear`. */
  get holdsBytes(): boolean {
    return this.size > 0 || this.hasFailed;
  }

  /** Whether everything that was appended since the last `clear` is there. */
  get isWhole(): boolean {
    return this.path !== undefined && !this.hasFailed;
  }

  /**
   * @param bytes that follow on what was appended before
   * @param at place of the first of them in the stream
   */
  append(bytes: Buffer, at: number): void {
    if (!this.isWhole) return;
    try {
      const isFull = this.size + bytes.length > this.maxFileBytes;
      if (this.size === 0 || isFull) this.begin(isFull ? (this.current + 1) % SPILL_FILES : this.current, at);
      this.write(bytes);
    } catch {
      // A full disk, or the inspector's folder is gone. What was written is still right.
      this.hasFailed = true;
    }
  }

  /** Everything was sent. */
  clear(): void {
    if (this.size === 0 && !this.hasFailed) return;
    this.size = 0;
    this.hasFailed = false;
    try {
      for (const descriptor of this.descriptors) if (descriptor !== undefined) ftruncateSync(descriptor, 0);
    } catch {
      this.hasFailed = true;
    }
  }

  /** There is nobody to read it. */
  remove(): void {
    for (const [index, descriptor] of this.descriptors.entries()) {
      if (descriptor === undefined || this.path === undefined) continue;
      try {
        closeSync(descriptor);
        unlinkSync(spillFile(this.path, index));
      } catch {
        // The inspector has removed it.
      }
    }
    this.descriptors.length = 0;
    this.hasFailed = true;
  }

  private begin(index: number, at: number): void {
    const path = this.path as string;
    this.current = index;
    const descriptor = this.descriptors[index];
    // Neither follows links nor takes what is there.
    if (descriptor === undefined) this.descriptors[index] = openSync(spillFile(path, index), 'wx', 0o600);
    else ftruncateSync(descriptor, 0);
    this.size = 0;
    this.write(spillHeader(at));
  }

  private write(bytes: Uint8Array): void {
    const descriptor = this.descriptors[this.current] as number;
    for (let done = 0; done < bytes.length; ) {
      const written = writeSync(descriptor, bytes, done, bytes.length - done, this.size);
      done += written;
      this.size += written;
    }
  }
}
