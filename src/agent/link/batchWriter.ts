/**
 * Writes the lines of a batch as UTF-8 into memory that is used again: getting fresh memory for every batch, and
 * joining large payloads into one string first, would each cost more than the writing itself (docs/benchmarks.md).
 */

import * as nodeBuffer from 'node:buffer';
import type { TextSink } from '../../shared/value/writeSealed';
import { allocUnsafeSlow } from '../base/nodePrimordials';
import { ownCopy } from '../base/ownMemory';
import { OwnRegExp } from '../base/ownRegExp';
import { max } from '../base/primordials';

/** Bytes that wait to be sent. */
export interface HeldBytes {
  readonly bytes: Buffer;
  /** Gives their memory back; they must not be used after that. */
  readonly release?: (() => void) | undefined;
}

/** The shortest pieces are joined up to here before they are written. */
const JOINED_LENGTH = 8 * 1024;
const INITIAL_BYTES = 128 * 1024;
/** A buffer that has grown beyond this for a batch is not kept. */
const MAX_KEPT_BYTES = 1024 * 1024;
/** Buffers that lie ready for the next batches. */
const MAX_SPARE_BUFFERS = 4;
/**
 * Bytes that fill less than this share of their buffer are copied, so that waiting bytes use at most twice their size
 * in memory.
 */
const MIN_FILLED_SHARE = 1 / 2;
/** As long as few buffers are away, one is given away for this many bytes, too: fresh memory for a copy costs more than the copy. */
const MAX_PARTLY_FILLED = 2;
const MIN_BYTES_PARTLY_FILLED = 16 * 1024;
/** From this length on, looking whether a text is ASCII takes less time than it saves. */
const MIN_ASCII_LENGTH = 256;
/**
 * V8 keeps most texts with a byte a character. It knows without a look that such a one does not match, and copies it ten times
 * faster than it makes UTF-8 of it.
 */
const WIDE = new OwnRegExp('[\\u0100-\\uffff]');
/** Since Node 18.15. */
const isAscii = (nodeBuffer as Partial<typeof nodeBuffer>).isAscii;
/** UTF-8 of a UTF-16 code unit. */
const MAX_BYTES_PER_UNIT = 3;

export class BatchWriter implements TextSink {
  private buffer: Buffer = allocUnsafeSlow(INITIAL_BYTES);
  private length = 0;
  private joined = '';
  private readonly spare: Buffer[] = [];
  /** Buffers that are away and come back. */
  private away = 0;

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

  /** @returns the bytes written since the last time; the next piece overwrites them, unless they are held */
  take(): Buffer {
    this.writeJoined();
    const { buffer, length } = this;
    this.length = 0;
    return buffer.subarray(0, length);
  }

  /**
   * Keeps bytes from being overwritten, without a copy where they fill their memory: fresh memory is what costs most.
   *
   * @param bytes what `take` has just given, or the end of it
   */
  readonly hold = (bytes: Buffer): HeldBytes => {
    const { buffer } = this;
    if (bytes.length < buffer.length * MIN_FILLED_SHARE && !this.mayGoPartlyFilled(bytes))
      return { bytes: ownCopy(bytes) };
    this.buffer = this.spare.pop() ?? allocUnsafeSlow(INITIAL_BYTES);
    this.away++;
    return { bytes, release: () => this.takeBack(buffer) };
  };

  private mayGoPartlyFilled(bytes: Buffer): boolean {
    const { away, buffer } = this;
    return away < MAX_PARTLY_FILLED && bytes.length >= MIN_BYTES_PARTLY_FILLED && buffer.length <= MAX_KEPT_BYTES;
  }

  private takeBack(buffer: Buffer): void {
    this.away--;
    if (buffer.length <= MAX_KEPT_BYTES && this.spare.length < MAX_SPARE_BUFFERS) this.spare.push(buffer);
  }

  private writeJoined(): void {
    const { joined } = this;
    if (joined === '') return;
    this.joined = '';
    this.write(joined);
  }

  private write(piece: string): void {
    this.ensureRoom(piece.length * MAX_BYTES_PER_UNIT);
    const { buffer, length } = this;
    if (isAscii !== undefined && piece.length >= MIN_ASCII_LENGTH && !WIDE.test(piece)) {
      const end = length + buffer.write(piece, length, 'latin1');
      if (isAscii(buffer.subarray(length, end))) {
        this.length = end;
        return;
      }
    }
    this.length += buffer.write(piece, length, 'utf8');
  }

  private ensureRoom(bytes: number): void {
    // What has grown for a large batch is not kept for the next one.
    if (this.length === 0 && this.buffer.length > MAX_KEPT_BYTES && bytes <= INITIAL_BYTES) {
      this.buffer = this.spare.pop() ?? allocUnsafeSlow(INITIAL_BYTES);
    }
    const needed = this.length + bytes;
    if (needed <= this.buffer.length) return;
    const larger = allocUnsafeSlow(max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
