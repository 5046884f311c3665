/**
 * Writes the lines of a batch as UTF-8 into memory that is used again: getting fresh memory for every batch, and
 * joining large payloads into one string first, would each cost more than the writing itself (docs/benchmarks.md).
 */

import type { TextSink } from '../shared/value/writeSealed';

/** The shortest pieces are joined up to here before they are written. */
const JOINED_LENGTH = 8 * 1024;
const INITIAL_BYTES = 128 * 1024;
/** A buffer that has grown beyond this for a batch is not kept. */
const MAX_KEPT_BYTES = 1024 * 1024;
/** UTF-8 of a UTF-16 code unit. */
const MAX_BYTES_PER_UNIT = 3;

export class BatchWriter implements TextSink {
  private buffer: Buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  private length = 0;
  private joined = '';

  text(piece: string): void {
    if (piece.length >= JOINED_LENGTH) {
      this.writeJoined();
      this.write(piece);
      return;
    }
    this.joined += piece;
    if (this.joined.length >= JOINED_LENGTH) this.writeJoined();
  }

  ascii(piece: string): void {
    this.writeJoined();
    this.ensureRoom(piece.length);
    this.length += this.buffer.write(piece, this.length, 'latin1');
  }

  /** @returns the bytes written since the last time; they are overwritten by the next piece */
  take(): Buffer {
    this.writeJoined();
    const { buffer, length } = this;
    this.length = 0;
    if (buffer.length > MAX_KEPT_BYTES) this.buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
    return buffer.subarray(0, length);
  }

  private writeJoined(): void {
    const { joined } = this;
    if (joined === '') return;
    this.joined = '';
    this.write(joined);
  }

  private write(piece: string): void {
    this.ensureRoom(piece.length * MAX_BYTES_PER_UNIT);
    this.length += this.buffer.write(piece, this.length, 'utf8');
  }

  private ensureRoom(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
