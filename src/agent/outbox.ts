/**
 * Journal lines on their way to the inspector: a queue bounded in bytes, filled by the recorder, emptied by the link.
 * Nothing here ever waits.
 */

/** Accepts bytes and says when it can take more. */
export interface ByteSink {
  /** @param done is called once the bytes have left this process's memory */
  write(bytes: Buffer, done: () => void): void;
}

/** Half of what the agent may hold in all; the rest is records not yet written as lines. */
export const MAX_OUTBOX_BYTES = 16 * 1024 * 1024;
/** Handed to the socket at a time, so that what waits stays countable here. */
const MAX_IN_FLIGHT_BYTES = 256 * 1024;

export class Outbox {
  private readonly waiting: Buffer[] = [];
  private waitingBytes = 0;
  private inFlightBytes = 0;
  private sink: ByteSink | undefined;

  constructor(private readonly maxBytes: number = MAX_OUTBOX_BYTES) {}

  /** Bytes held, on their way or waiting. */
  get bytes(): number {
    return this.waitingBytes + this.inFlightBytes;
  }

  get isFull(): boolean {
    return this.bytes >= this.maxBytes;
  }

  push(bytes: Buffer): void {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.pump();
  }

  /** Starts emptying the queue into a sink. */
  connect(sink: ByteSink): void {
    this.sink = sink;
    this.pump();
  }

  /** Forgets everything: there is nobody to send it to any more. */
  discard(): void {
    this.sink = undefined;
    this.waiting.length = 0;
    this.waitingBytes = 0;
  }

  private pump(): void {
    const { sink } = this;
    if (sink === undefined) return;
    while (this.waiting.length > 0 && this.inFlightBytes < MAX_IN_FLIGHT_BYTES) {
      const bytes = this.waiting.shift() as Buffer;
      this.waitingBytes -= bytes.length;
      this.inFlightBytes += bytes.length;
      sink.write(bytes, () => {
        this.inFlightBytes -= bytes.length;
        this.pump();
      });
    }
  }
}
