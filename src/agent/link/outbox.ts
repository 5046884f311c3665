/**
 * Holds bytes on their way to the inspector: a queue of bounded memory that the recorder fills and the link empties. Bytes that the
 * system takes at once never enter it. The spill file also holds the bytes that must wait, so a sudden end does not lose them.
 * Nothing here waits, except `drain`.
 */

import { performanceNow, setTimeout, wait } from '../base/nodePrimordials';
import { ownCopy } from '../base/ownMemory';
import { max, min } from '../base/primordials';
import type { HeldBytes } from './batchWriter';
import type { SpillFile } from './spillFile';

/** The connection, seen from here. */
export interface ByteSink {
  /** Hands bytes to the system. @returns how many it took at once: 0 if it takes none, or if this link can't write at once */
  writeNow(bytes: Buffer): number;
  /**
   * Hands over bytes that the system takes when it can. Called only after the previous bytes have left.
   *
   * @param done is called once they have left this process's memory; `isSent` is false if the connection has ended instead
   */
  write(parts: readonly Buffer[], done: (isSent: boolean) => void): void;
  /** How many of the bytes given to `write` the system has not taken yet. */
  readonly unsentBytes: number;
  /** Runs work in the agent's own task. */
  inOwnTask?(work: () => void): void;
  /** Ends the connection; what the system has not taken is not sent. */
  end(): void;
}

/** Above this, the agent drops payloads. Half of the agent's limit: heads, and records not yet written as lines, use the rest. */
const MAX_OUTBOX_BYTES = 16 * 1024 * 1024;
/** Above this, the agent drops messages. */
const MAX_OUTBOX_BYTES_WITH_HEADS = 24 * 1024 * 1024;
/** Handed to the socket at a time. */
const MAX_IN_FLIGHT_BYTES = 256 * 1024;
/** Handed to the system in one go, when it takes bytes again. */
const MAX_BYTES_IN_A_ROW = 1024 * 1024;
/** At the end of the process, the agent waits at most this long for an inspector that takes nothing. */
const DRAIN_PATIENCE_MS = 250;
const DRAIN_STEP_MS = 1;
/** If the system has no room for bytes that are not urgent, the next write tries them again, or a timer after this time. */
const SECOND_TRY_MS = 2;
/** More does not wait for a second try. */
const MAX_TRIED_AGAIN_BYTES = 1024 * 1024;

const neverChanged = new Int32Array(new SharedArrayBuffer(4));
const copied = (bytes: Buffer): HeldBytes => ({ bytes: ownCopy(bytes) });

export class Outbox {
  private waiting: HeldBytes[] = [];
  private waitingBytes = 0;
  private inFlight: readonly HeldBytes[] = [];
  private inFlightBytes = 0;
  /** Bytes of the memory in which all of them lie. */
  private memory = 0;
  private sink: ByteSink | undefined;
  /** Of the stream of bytes: where it ends now. */
  private position = 0;
  /** What waits is neither with the socket nor in the spill file: the system is tried once more before. */
  private isTriedAgain = false;
  private secondTry: NodeJS.Timeout | undefined;

  constructor(
    private readonly spill?: SpillFile,
    private readonly maxBytes: number = MAX_OUTBOX_BYTES,
    private readonly maxBytesWithHeads: number = MAX_OUTBOX_BYTES_WITH_HEADS,
  ) {}

  /** Bytes held, on their way or waiting. */
  get bytes(): number {
    return this.waitingBytes + this.inFlightBytes;
  }

  /** Whether the recorder should stop adding payloads. */
  get isFull(): boolean {
    return this.memory >= this.maxBytes;
  }

  /** Whether the recorder should stop adding even messages without payloads. */
  get isFullOfHeads(): boolean {
    return this.memory >= this.maxBytesWithHeads;
  }

  /**
   * @param bytes whole lines; they are not used after this returns
   * @param hold makes bytes that last of those that must wait
   * @param mayWait nothing depends on their being safe at once, as they have waited before: mostly the system takes them a moment
   *   later, which costs much less than the event loop and the spill file
   */
  push(bytes: Buffer, hold: (bytes: Buffer) => HeldBytes = copied, mayWait = false): void {
    if (mayWait && this.isTriedAgain) this.writeWaiting();
    else this.keepFromLoss();
    const { sink } = this;
    const isNext = sink !== undefined && this.bytes === 0;
    const taken = isNext ? sink.writeNow(bytes) : 0;
    if (sink !== undefined) this.position += bytes.length;
    if (taken === bytes.length) return;
    const held = hold(bytes.subarray(taken));
    this.waiting.push(held);
    this.waitingBytes += held.bytes.length;
    this.memory += held.bytes.buffer.byteLength;
    if (this.isTriedAgain || (mayWait && taken > 0 && this.spill?.holdsBytes === false)) this.tryAgainSoon();
    else {
      if (isNext) this.send();
      this.spillEnd(held.bytes);
    }
    if (this.waitingBytes > MAX_TRIED_AGAIN_BYTES) this.keepFromLoss();
  }

  /** Makes all written bytes safe now: they go to the system or into the spill file. */
  keepFromLoss(): void {
    if (!this.isTriedAgain) return;
    this.isTriedAgain = false;
    this.pump();
    const unsent = this.sink?.unsentBytes ?? 0;
    let at = this.position - this.waitingBytes - unsent;
    for (const part of [...endOf(this.inFlight, unsent), ...this.waiting.map(({ bytes }) => bytes)]) {
      this.spill?.append(part, at);
      at += part.length;
    }
  }

  /**
   * Starts emptying the queue into a sink.
   *
   * @param first goes before everything else
   */
  connect(sink: ByteSink, first: Buffer): void {
    const early = this.waiting;
    this.forgetWaiting();
    this.sink = sink;
    this.push(first);
    for (const held of early) this.push(held.bytes, (rest) => ({ bytes: rest, release: held.release }));
  }

  /** Discards everything: the receiver is gone. */
  discard(): void {
    this.sink = undefined;
    this.isTriedAgain = false;
    this.forgetWaiting();
    this.spill?.remove();
  }

  /**
   * The process is about to end: hands everything to the system, and waits for it if necessary. It does not wait for bytes in the
   * spill file: the inspector reads them there. It soon stops waiting for an inspector that takes nothing.
   */
  drain(): void {
    const { sink } = this;
    this.keepFromLoss();
    if (sink === undefined || this.bytes === 0 || this.spill?.isWhole === true) return;
    const unsent = sink.unsentBytes;
    const parts = [...endOf(this.inFlight, unsent), ...this.waiting.map(({ bytes }) => bytes)];
    let progressAt = performanceNow();
    for (const part of parts) {
      for (let done = 0; done < part.length; ) {
        const taken = sink.writeNow(part.subarray(done));
        done += taken;
        if (taken > 0) {
          progressAt = performanceNow();
          continue;
        }
        if (performanceNow() - progressAt > DRAIN_PATIENCE_MS) {
          sink.end();
          return;
        }
        wait(neverChanged, 0, 0, DRAIN_STEP_MS);
      }
    }
    // The socket would send its part again.
    if (unsent > 0) sink.end();
    else this.forgetWaiting();
  }

  /** Writes as long as the system takes bytes at once, then hands over the next bytes. */
  private pump(): void {
    if (this.sink === undefined || this.inFlight.length > 0) return;
    this.writeWaiting();
    if (this.waiting.length > 0) this.send();
    else this.spill?.clear();
  }

  /** Writes as much as the system takes at once. */
  private writeWaiting(): void {
    const { sink, waiting } = this;
    if (sink === undefined) return;
    for (let row = 0; waiting.length > 0 && row < MAX_BYTES_IN_A_ROW; ) {
      const held = waiting[0] as HeldBytes;
      const { length } = held.bytes;
      const taken = sink.writeNow(held.bytes);
      row += taken;
      this.waitingBytes -= taken;
      if (taken < length) {
        waiting[0] = { bytes: held.bytes.subarray(taken), release: held.release };
        break;
      }
      waiting.shift();
      this.release(held);
    }
    if (waiting.length === 0) this.isTriedAgain = false;
  }

  /** Hands over the first waiting bytes. */
  private send(): void {
    const { waiting } = this;
    let count = 0;
    let bytes = 0;
    while (count < waiting.length && bytes < MAX_IN_FLIGHT_BYTES) {
      bytes += (waiting[count] as HeldBytes).bytes.length;
      count++;
    }
    const parts = waiting.splice(0, count);
    this.inFlight = parts;
    this.inFlightBytes = bytes;
    this.waitingBytes -= bytes;
    this.sink?.write(
      parts.map((part) => part.bytes),
      (isSent) => {
        this.inFlight = [];
        this.inFlightBytes = 0;
        for (const part of parts) this.release(part);
        if (isSent) this.pump();
      },
    );
  }

  private tryAgainSoon(): void {
    this.isTriedAgain = true;
    this.secondTry ??= setTimeout(() => {
      this.secondTry = undefined;
      const { sink } = this;
      if (sink?.inOwnTask === undefined) this.keepFromLoss();
      else sink.inOwnTask(() => this.keepFromLoss());
    }, SECOND_TRY_MS);
    this.secondTry.unref?.();
  }

  /** Holds the bytes just pushed that the system has not taken. */
  private spillEnd(bytes: Buffer): void {
    const { sink, spill } = this;
    if (sink === undefined || spill === undefined) return;
    const unsent = min(bytes.length, this.waitingBytes + sink.unsentBytes);
    if (unsent > 0) spill.append(bytes.subarray(bytes.length - unsent), this.position - unsent);
  }

  private release({ bytes, release }: HeldBytes): void {
    this.memory -= bytes.buffer.byteLength;
    release?.();
  }

  private forgetWaiting(): void {
    for (const { bytes } of this.waiting) this.memory -= bytes.buffer.byteLength;
    this.waiting = [];
    this.waitingBytes = 0;
  }
}

/** The last bytes of some parts. */
function endOf(parts: readonly HeldBytes[], bytes: number): Buffer[] {
  const end: Buffer[] = [];
  let left = bytes;
  for (let i = parts.length - 1; i >= 0 && left > 0; i--) {
    const part = (parts[i] as HeldBytes).bytes;
    end.unshift(part.subarray(max(0, part.length - left)));
    left -= part.length;
  }
  return end;
}
