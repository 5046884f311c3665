/** Takes lines out of what the inspector sends, in bounded memory. */

import { ownCopy, ownJoined } from '../base/ownMemory';

const NEWLINE = 0x0a;

export class ControlReader {
  private chunks: Buffer[] = [];
  private bytes = 0;
  /** The rest of a line that was too long is passed over. */
  private isSkipping = false;

  constructor(
    private readonly maxLineBytes: number,
    private readonly onLine: (line: string) => void,
  ) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.keep(chunk.subarray(start, end));
      this.endLine();
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
  }

  private keep(part: Buffer): void {
    if (this.isSkipping || part.length === 0) return;
    this.bytes += part.length;
    if (this.bytes > this.maxLineBytes) {
      this.isSkipping = true;
      this.chunks = [];
      return;
    }
    // A copy: a small part must not keep the large chunk it came in.
    this.chunks.push(ownCopy(part));
  }

  private endLine(): void {
    const { chunks, bytes, isSkipping } = this;
    this.chunks = [];
    this.bytes = 0;
    this.isSkipping = false;
    if (!isSkipping && chunks.length > 0) this.onLine(ownJoined(chunks, bytes).toString('utf8'));
  }
}
