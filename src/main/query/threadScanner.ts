/**
 * Scans payloads in threads of their own, which can be ended at any time, whatever they are busy with. There are as many as
 * the machine can run besides the window and the capture.
 */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PayloadCondition } from '../../shared/filter/payloadCondition';
import type { LineBatch } from './lineBatch';
import type { LineScanner } from './lineScanner';
import type { ScanAnswer, ScanTask } from './scanThread';

/** Beyond this, the disk is what is waited for. */
const MAX_THREADS = 4;

interface Waiting {
  resolve(met: Uint32Array): void;
  reject(error: Error): void;
}

export class ThreadScanner implements LineScanner {
  private readonly threads: ScanThread[];

  /**
   * @param threadFile the built `scanThread.ts`
   * @param threads how many; without it, what suits the machine
   */
  constructor(
    threadFile: string,
    journalPath: string,
    conditions: readonly PayloadCondition[],
    threads = Math.max(1, Math.min(MAX_THREADS, availableParallelism() - 1)),
  ) {
    const task: ScanTask = { journalPath, conditions };
    this.threads = Array.from({ length: threads }, () => new ScanThread(threadFile, task));
  }

  /** Each has one that it works at, and one that waits. */
  get concurrency(): number {
    return this.threads.length * 2;
  }

  scan(batch: LineBatch): Promise<Uint32Array> {
    return this.threads.reduce((best, thread) => (thread.pending < best.pending ? thread : best)).scan(batch);
  }

  /** Ends the threads; what was asked for and not answered is rejected. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }
}

class ScanThread {
  private readonly worker: Worker;
  private waiting: Waiting[] = [];
  private failure: Error | undefined;

  constructor(threadFile: string, workerData: ScanTask) {
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

  /** Batches that were not answered yet. */
  get pending(): number {
    return this.waiting.length;
  }

  scan({ offsets, lengths }: LineBatch): Promise<Uint32Array> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage({ offsets, lengths });
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    const { waiting } = this;
    this.waiting = [];
    for (const { reject } of waiting) reject(this.failure);
  }
}
