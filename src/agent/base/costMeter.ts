/**
 * Measures what the agent costs the app: how long its work keeps the main process. Work that is done once for many messages
 * (writing batches, looks at registered channels, reports of frames) is measured each time. So is the work in hooks, which takes
 * microseconds, as long as there is little of it; of more, some pieces are measured, and the rest is taken to be like them. Which ones is
 * irregular, so that kinds of work that take turns are measured alike.
 */

import type { CostEntry } from '../../shared/journal/entries';
import { performanceNow } from './nodePrimordials';
import { imul, min, round } from './primordials';

/** Pieces a report that are measured each: measuring one takes about 0.2 µs. */
const MEASURED_EACH = 2000;
/** Of those beyond, one in 17 is measured: the distance to the next is 1 to 33. */
const MAX_DISTANCE = 33;
const REPORT_PERIOD_MS = 1000;

export class CostMeter {
  private hookDepth = 0;
  private batchDepth = 0;
  /** Pieces of work in hooks since the last report. */
  private pieces = 0;
  /** The number of the next one that is measured. */
  private nextMeasured = 1;
  private eachMs = 0;
  private sampledMs = 0;
  private samples = 0;
  private batchesMs = 0;
  private reportedBatchesMs = 0;
  private reportedAtMs: number;
  private reportedMessages = 0;
  private random = 1;

  /** @param nowMs milliseconds since the target's clock began */
  constructor(private readonly nowMs: () => number = performanceNow) {
    this.reportedAtMs = nowMs();
  }

  /** A piece of work in a hook begins. @returns for `endHook` */
  beginHook(): number {
    this.hookDepth++;
    // Within other work it is part of that.
    if (this.hookDepth > 1 || this.batchDepth > 0) return Number.NaN;
    if (++this.pieces !== this.nextMeasured) return Number.NaN;
    this.nextMeasured += this.pieces < MEASURED_EACH ? 1 : this.distance();
    return this.outsideBatchesMs();
  }

  /** @param begun by `beginHook` */
  endHook(begun: number): void {
    this.hookDepth--;
    if (Number.isNaN(begun)) return;
    const ms = this.outsideBatchesMs() - begun;
    if (this.pieces <= MEASURED_EACH) this.eachMs += ms;
    else {
      this.sampledMs += ms;
      this.samples++;
    }
  }

  /** Measures work that is done once for many messages. */
  measureBatch<Result>(work: () => Result): Result {
    if (this.batchDepth > 0) return work();
    const begun = this.nowMs();
    this.batchDepth++;
    try {
      return work();
    } finally {
      this.batchDepth--;
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
    const spentMs = min(periodMs, this.hooksMs() + this.batchesMs - this.reportedBatchesMs);
    const entry: CostEntry = {
      type: 'cost',
      at: round(atMs * 1000),
      periodUs: round(periodMs * 1000),
      spentUs: round(spentMs * 1000),
      messages: messages - this.reportedMessages,
    };
    this.reportedAtMs = atMs;
    this.reportedMessages = messages;
    this.reportedBatchesMs = this.batchesMs;
    this.pieces = 0;
    this.nextMeasured = 1;
    this.eachMs = 0;
    this.sampledMs = 0;
    this.samples = 0;
    return entry;
  }

  /** Of the work in hooks since the last report. */
  private hooksMs(): number {
    const beyond = this.pieces - MEASURED_EACH;
    if (beyond <= 0) return this.eachMs;
    const meanMs = this.samples === 0 ? this.eachMs / MEASURED_EACH : this.sampledMs / this.samples;
    return this.eachMs + meanMs * beyond;
  }

  /** A clock that stands still while batches are worked on, which are measured by themselves. */
  private outsideBatchesMs(): number {
    return this.nowMs() - this.batchesMs;
  }

  /** Not `Math.random`, whose next number is the app's (a linear congruential generator, of Numerical Recipes). */
  private distance(): number {
    this.random = (imul(this.random, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + ((this.random >>> 8) % MAX_DISTANCE);
  }
}
