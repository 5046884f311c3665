/** The order in which the messages of a `jsonl` file belong, whatever order a script has left them in. */

import type { FileHandle } from 'node:fs/promises';

/** How many lines are handed out at a time. */
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

  /** Of each target, the messages stand in the order of their numbers. */
  get isRising(): boolean {
    return this.rises;
  }

  /** @param offset where its line stands in the plain file */
  add(target: number, seq: number, timeUs: number, line: number, offset: number, length: number): void {
    if (seq <= (this.last.get(target) ?? 0)) this.rises = false;
    this.last.set(target, seq);
    this.seqs.push(seq);
    this.times.push(timeUs);
    this.lines.push(line);
    this.offsets.push(offset);
    this.lengths.push(length);
  }

  /** Hands out the lines in the order of the messages: of one target by number, of several by time. */
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
