/**
 * Puts times of Chromium's traces on the clock of Node. They are the same clock but on macOS, where Chromium's stands still while the
 * computer sleeps. What is in a trace happened between its start and its end, which bounds the distance.
 */

/** Times of the two clocks that are compared are no closer. */
const TOLERANCE_US = 50_000;

export class TraceClock {
  /** Bounds of what has to be added to a time of the trace. */
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
