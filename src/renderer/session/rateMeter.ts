/** Messages a second, over a sliding window. */

const WINDOW_MS = 3000;

export class RateMeter {
  private samples: { readonly count: number; readonly atMs: number }[] = [];

  /**
   * @param count messages so far
   * @returns messages a second
   */
  add(count: number, atMs: number): number {
    const last = this.samples.at(-1);
    // Another session began.
    if (last !== undefined && count < last.count) this.samples = [];
    this.samples.push({ count, atMs });
    while (this.samples.length > 2 && (this.samples[1]?.atMs ?? 0) < atMs - WINDOW_MS) this.samples.shift();
    const first = this.samples[0];
    if (first === undefined || atMs <= first.atMs) return 0;
    return ((count - first.count) * 1000) / Math.max(atMs - first.atMs, 1000);
  }
}
