/** Cuts a stream of bytes into lines, without turning them into strings. */

const NEWLINE = 0x0a;

export class LineSplitter {
  private partial: Buffer[] = [];
  private partialBytes = 0;

  /** @param maxLineBytes a longer line is an error, so that a peer can't fill the memory */
  constructor(private readonly maxLineBytes: number) {}

  /**
   * Takes a chunk and hands out the lines it completes, without their newlines. The buffers share memory with the chunk.
   *
   * @throws RangeError if a line is too long; the splitter must not be used any more then
   */
  push(chunk: Buffer, onLine: (line: Buffer) => void): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      onLine(this.complete(chunk.subarray(start, end)));
      start = end + 1;
    }
    if (start === chunk.length) return;
    this.partial.push(chunk.subarray(start));
    this.partialBytes += chunk.length - start;
    if (this.partialBytes > this.maxLineBytes) {
      throw new RangeError(`a line is longer than ${this.maxLineBytes} bytes`);
    }
  }

  private complete(last: Buffer): Buffer {
    if (this.partial.length === 0) return last;
    const line = Buffer.concat([...this.partial, last], this.partialBytes + last.length);
    this.partial = [];
    this.partialBytes = 0;
    return line;
  }
}
