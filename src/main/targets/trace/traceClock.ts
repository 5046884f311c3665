/**
 * Converts times of Chromium's traces to the clock of Node. The clocks differ only on macOS, where Chromium's stops while the
 * computer sleeps. Everything in a trace happened between its start and its end, which limits the difference.
 */

/** Smaller differences are not significant. */
const TOLERANCE_US = 50_000;

export class TraceClock {
  /** Limits of what must be added to a time of the trace. */
  private lowestUs = Number.NEGATIVE_INFINITY;
  private highestUs = Number.POSITIVE_INFINITY;

  /**
   * @param startUs Node's time before a trace was requested
   * @param endUs Node's time when the whole trace had arrived
   * @param times of the trace
   */
  observe(startUs: number, endUs: number, times: readonly number[]): void {
    if (times.length === 0) return;
    const lowestUs = startUs - times.reduce((a, b) => Math.min(a, b));
    const highestUs = endUs - times.reduce((a, b) => Math.max(a, b));
    const hasSlept = lowestUs > this.highestUs + TOLERANCE_US || highestUs < this.lowestUs - TOLERANCE_US;
    this.lowestUs = hasSlept ? lowestUs : Math.max(this.lowestUs, lowestUs);
    this.highestUs = hasSlept ? highestUs : Math.min(this.highestUs, highestUs);
  }

  /** @returns microseconds on the clock of Node */
  toNodeUs(traceUs: number): number {
    const areSame = this.lowestUs <= TOLERANCE_US && this.highestUs >= -TOLERANCE_US;
    return areSame ? traceUs : traceUs + (this.lowestUs + this.highestUs) / 2;
  }
}
