/** The order of the messages in a `jsonl` file, even if a script has changed the order of its lines. */

import type { FileHandle } from 'node:fs/promises';

/** Number of lines that are yielded at once. */
const BATCH_LINES = 1000;

export class JsonlOrder {
  private readonly seqs: number[] = [];
  private readonly times: number[] = [];
  private readonly lines: number[] = [];
  private readonly offsets: number[] = [];
  private readonly lengths: number[] = [];
  /** By target, the number of its last message. */
  private readonly last = new Map<number, number>();
  private rises = true;

  /** Whether the messages of each target are in the order of their numbers. */
  get isRising(): boolean {
    return this.rises;
  }

  /** @param offset offset of its line in the plain file */
  add(target: number, seq: number, timeUs: number, line: number, offset: number, length: number): void {
    if (seq <= (this.last.get(target) ?? 0)) this.rises = false;
    this.last.set(target, seq);
    this.seqs.push(seq);
    this.times.push(timeUs);
    this.lines.push(line);
    this.offsets.push(offset);
    this.lengths.push(length);
  }

  /** Yields the lines in the order of the messages: by number for one target, by time for several. */
  async *eachLine(
    file: FileHandle,
    take: (bytes: Buffer, line: number, offset: number) => void,
    signal?: AbortSignal,
  ): AsyncGenerator<void> {
    const { seqs, times, lines, offsets, lengths } = this;
    const order = Uint32Array.from(seqs.keys());
    const bySeq = (a: number, b: number) => (seqs[a] as number) - (seqs[b] as number) || a - b;
    const byTime = (a: number, b: number) => (times[a] as number) - (times[b] as number) || bySeq(a, b);
    order.sort(this.last.size === 1 ? bySeq : byTime);
    for (const [i, place] of order.entries()) {
      const bytes = Buffer.allocUnsafe(lengths[place] as number);
      const offset = offsets[place] as number;
      const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
      take(bytes.subarray(0, bytesRead), lines[place] as number, offset);
      if (i % BATCH_LINES !== 0) continue;
      signal?.throwIfAborted();
      yield;
    }
  }
}
