/**
 * Counts of values in buckets that are log-linear: 32 to each power of two. A quantile is off by at most 1.6 %, whatever
 * the values, in memory that depends on their range only.
 */

/** Buckets to each power of two. */
const STEPS = 32;
const STEP_BITS = 5;
/** Half the width of a bucket by the least value in it. */
export const MAX_RELATIVE_ERROR = 1 / (2 * STEPS);

export class Histogram {
  private counts = new Uint32Array(64);
  private total = 0;

  /** How many values there are. */
  get count(): number {
    return this.total;
  }

  /** @param value 0 or more; what is after the point does not count */
  add(value: number): void {
    const bucket = bucketOf(value);
    if (bucket >= this.counts.length) {
      const larger = new Uint32Array(Math.max(bucket + 1, this.counts.length * 2));
      larger.set(this.counts);
      this.counts = larger;
    }
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.total++;
  }

  /** Takes back a value that was added. */
  remove(value: number): void {
    const bucket = bucketOf(value);
    this.counts[bucket] = (this.counts[bucket] as number) - 1;
    this.total--;
  }

  /** Adds all values of another one. */
  merge(other: Histogram): void {
    if (other.counts.length > this.counts.length) {
      const larger = new Uint32Array(other.counts.length);
      larger.set(this.counts);
      this.counts = larger;
    }
    other.counts.forEach((count, bucket) => {
      this.counts[bucket] = (this.counts[bucket] as number) + count;
    });
    this.total += other.total;
  }

  /**
   * The value that a part of the values do not exceed.
   *
   * @param part 0 to 1, as 0.95
   * @returns undefined if there are no values
   */
  quantile(part: number): number | undefined {
    if (this.total === 0) return undefined;
    const rank = Math.min(this.total, Math.max(1, Math.ceil(part * this.total)));
    let seen = 0;
    for (let bucket = 0; bucket < this.counts.length; bucket++) {
      seen += this.counts[bucket] as number;
      if (seen >= rank) return middleOf(bucket);
    }
    return undefined;
  }
}

/** Values up to `STEPS` have a bucket each. */
function bucketOf(value: number): number {
  const whole = Math.max(0, Math.floor(value));
  if (whole < STEPS) return whole;
  const exponent = Math.floor(Math.log2(whole));
  const step = Math.floor((whole / 2 ** exponent - 1) * STEPS);
  return STEPS + (exponent - STEP_BITS) * STEPS + step;
}

function middleOf(bucket: number): number {
  if (bucket < STEPS) return bucket;
  const exponent = Math.floor((bucket - STEPS) / STEPS) + STEP_BITS;
  const width = 2 ** exponent / STEPS;
  const start = 2 ** exponent + ((bucket - STEPS) % STEPS) * width;
  return start + Math.floor(width) / 2;
}
