/** Scans payloads in a thread of its own, which can be ended at any time, whatever it is busy with. */

import { Worker } from 'node:worker_threads';
import type { PayloadCondition } from '../../shared/filter/payloadCondition';
import type { LineBatch } from './lineBatch';
import type { LineScanner } from './lineScanner';
import type { ScanAnswer, ScanTask } from './scanThread';

interface Waiting {
  resolve(met: Uint32Array): void;
  reject(error: Error): void;
}

export class ThreadScanner implements LineScanner {
  private readonly worker: Worker;
  private waiting: Waiting[] = [];
  private failure: Error | undefined;

  /** @param threadFile the built `scanThread.ts` */
  constructor(threadFile: string, journalPath: string, conditions: readonly PayloadCondition[]) {
    const workerData: ScanTask = { journalPath, conditions };
    this.worker = new Worker(threadFile, { workerData });
    this.worker.unref();
    this.worker.on('message', (answer: ScanAnswer) => {
      const next = this.waiting.shift();
      if ('met' in answer) next?.resolve(answer.met);
      else next?.reject(new Error(answer.error));
    });
    this.worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    this.worker.on('exit', () => this.fail(new Error('the scan was ended')));
  }

  scan({ offsets, lengths }: LineBatch): Promise<Uint32Array> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage({ offsets, lengths });
    });
  }

  /** Ends the thread; what was asked for and not answered is rejected. */
  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    const { waiting } = this;
    this.waiting = [];
    for (const { reject } of waiting) reject(this.failure);
  }
}
