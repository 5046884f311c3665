/** Cuts a stream of bytes into lines, without turning them into strings. */

const NEWLINE = 0x0a;

export class LineSplitter {
  private partial: Buffer[] = [];
  private partialBytes = 0;
  private isSkipping = false;

  /**
   * @param maxLineBytes a longer line is not kept, so that no sender can fill the memory
   * @param onTooLong is called with the length of such a line when its end is found; without it, the line is an error
   */
  constructor(
    private readonly maxLineBytes: number,
    private readonly onTooLong?: (lineBytes: number) => void,
  ) {}

  /** What came after the last newline. */
  get rest(): Buffer {
    return Buffer.concat(this.partial);
  }

  /** Length of what came after the last newline; more than `rest` holds if it is too long a line. */
  get restBytes(): number {
    return this.partialBytes;
  }

  /**
   * Takes a chunk and passes on the lines it completes, without their newlines. The buffers share memory with the
   * chunk.
   *
   * @throws RangeError if a line is too long; the splitter must not be used after that
   */
  push(chunk: Buffer, onLine: (line: Buffer) => void): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      if (this.isSkipping) this.endSkipping(end - start);
      else onLine(this.complete(chunk.subarray(start, end)));
      start = end + 1;
    }
    if (start === chunk.length) return;
    if (!this.isSkipping) this.partial.push(chunk.subarray(start));
    this.partialBytes += chunk.length - start;
    if (this.partialBytes > this.maxLineBytes) this.startSkipping();
  }

  private startSkipping(): void {
    if (this.onTooLong === undefined) throw new RangeError(`a line is longer than ${this.maxLineBytes} bytes`);
    this.isSkipping = true;
    this.partial = [];
  }

  private endSkipping(lastBytes: number): void {
    this.onTooLong?.(this.partialBytes + lastBytes);
    this.isSkipping = false;
    this.partialBytes = 0;
  }

  private complete(last: Buffer): Buffer {
    if (this.partial.length === 0) return last;
    const line = Buffer.concat([...this.partial, last], this.partialBytes + last.length);
    this.partial = [];
    this.partialBytes = 0;
    return line;
  }
}
