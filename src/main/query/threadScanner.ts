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

/** Beyond this, the disk is the bottleneck. */
const MAX_THREADS = 4;

interface Waiting {
  resolve(met: Uint32Array): void;
  reject(error: Error): void;
}

export class ThreadScanner implements LineScanner {
  /** Started when they are needed: a small session is searched before a second one would have begun. */
  private readonly threads: ScanThread[] = [];
  private readonly task: ScanTask;
  private isClosed = false;

  /**
   * @param threadFile the built `scanThread.ts`
   * @param maxThreads without it, what suits the machine
   */
  constructor(
    private readonly threadFile: string,
    journalPath: string,
    conditions: readonly PayloadCondition[],
    private readonly maxThreads = Math.max(1, Math.min(MAX_THREADS, availableParallelism() - 1)),
  ) {
    this.task = { journalPath, conditions };
  }

  /** Each has one that it works at, and one that waits. */
  get concurrency(): number {
    return this.maxThreads * 2;
  }

  async scan(batch: LineBatch): Promise<Uint32Array> {
    if (this.isClosed) throw new Error('the scan was ended');
    return this.thread().scan(batch);
  }

  /** Ends the threads; what was asked for and not answered is rejected. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  /** The one with the least to do, or a new one if all have something to do. */
  private thread(): ScanThread {
    const [first, ...others] = this.threads;
    const best = others.reduce((least, thread) => (least && thread.pending < least.pending ? thread : least), first);
    if (best !== undefined && (best.pending === 0 || this.threads.length === this.maxThreads)) return best;
    const started = new ScanThread(this.threadFile, this.task);
    this.threads.push(started);
    return started;
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
