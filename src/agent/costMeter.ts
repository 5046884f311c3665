/**
 * Measures what the agent costs the app: how long its work keeps the main process. Writing batches and reading reports of frames is
 * measured each time; of the work in hooks, which takes microseconds, every 17th piece, so that measuring costs little itself. The
 * number is prime, so that a message and its reply, which take turns, are measured alike.
 */

import type { CostEntry } from '../shared/journal/entries';

const SAMPLED = 17;
const REPORT_PERIOD_MS = 1000;

const { performance } = globalThis;
const now = performance.now.bind(performance);
const { round } = Math;

export class CostMeter {
  private pieces = 0;
  private depth = 0;
  private hooksMs = 0;
  private batchesMs = 0;
  private reportedAtMs: number;
  private reportedMessages = 0;
  private reportedMs = 0;

  /** @param nowMs milliseconds since the target's clock began */
  constructor(private readonly nowMs: () => number = now) {
    this.reportedAtMs = nowMs();
  }

  /** A piece of work in a hook begins. @returns for `endHook` */
  beginHook(): number {
    this.depth++;
    // Within another piece it is part of that.
    if (this.depth > 1 || ++this.pieces % SAMPLED !== 0) return Number.NaN;
    return this.outsideBatchesMs();
  }

  /** @param begun by `beginHook` */
  endHook(begun: number): void {
    this.depth--;
    if (!Number.isNaN(begun)) this.hooksMs += (this.outsideBatchesMs() - begun) * SAMPLED;
  }

  /** Measures work that is done once for many messages. */
  measureBatch<Result>(work: () => Result): Result {
    const begun = this.nowMs();
    try {
      return work();
    } finally {
      this.batchesMs += this.nowMs() - begun;
    }
  }

  /**
   * @param messages recorded so far
   * @returns the cost since the last report, if that is a second ago
   */
  report(messages: number): CostEntry | undefined {
    const atMs = this.nowMs();
    const periodMs = atMs - this.reportedAtMs;
    if (periodMs < REPORT_PERIOD_MS || messages === this.reportedMessages) return undefined;
    const spentMs = this.hooksMs + this.batchesMs;
    const entry: CostEntry = {
      ...{ type: 'cost', at: round(atMs * 1000), periodUs: round(periodMs * 1000) },
      ...{ spentUs: round((spentMs - this.reportedMs) * 1000), messages: messages - this.reportedMessages },
    };
    this.reportedAtMs = atMs;
    this.reportedMessages = messages;
    this.reportedMs = spentMs;
    return entry;
  }

  /** A clock that stands still while batches are written, which are measured by themselves. */
  private outsideBatchesMs(): number {
    return this.nowMs() - this.batchesMs;
  }
}
