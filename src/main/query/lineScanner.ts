/** Tests payload conditions for lines of a journal: in this thread, or in a separate one (`scanThread.ts`). */

import { type FileHandle, open } from 'node:fs/promises';
import type { PayloadCondition } from '../../shared/filter/payloadCondition';
import { BlockMatcher } from './blockMatcher';
import { type LineBatch, readLines } from './lineBatch';

export interface LineScanner {
  /** How many batches at a time keep it busy. */
  readonly concurrency: number;
  /**
   * @returns for each line, a bit for each condition that it meets
   * @throws if the journal can't be read
   */
  scan(batch: LineBatch): Promise<Uint32Array>;
  close(): Promise<void>;
}

/** Scans in this thread: for programs that have nothing else to do. */
export class LocalScanner implements LineScanner {
  readonly concurrency = 1;
  private readonly matcher: BlockMatcher;
  private file: Promise<FileHandle> | undefined;

  constructor(
    private readonly journalPath: string,
    conditions: readonly PayloadCondition[],
  ) {
    this.matcher = new BlockMatcher(conditions);
  }

  async scan(batch: LineBatch): Promise<Uint32Array> {
    this.file ??= open(this.journalPath, 'r');
    const met = new Uint32Array(batch.offsets.length);
    for await (const block of readLines(await this.file, batch)) this.matcher.match(block, met);
    return met;
  }

  async close(): Promise<void> {
    await (await this.file)?.close();
  }
}
