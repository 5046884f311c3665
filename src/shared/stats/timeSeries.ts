/**
 * Values over the time of a session, in buckets: always fewer than a fixed number, which grow wider as the session grows
 * longer. Adding a value takes the same time however long the session is.
 */

import { Histogram } from './histogram';

/** What lies on an axis, bucket by bucket. */
interface AxisSeries {
  /** Moves what the first `used` buckets hold up by `by`. */
  shift(by: number, used: number): void;
  /** Merges pairs of buckets: bucket i goes to (i + isOdd) >> 1. */
  halve(isOdd: number, used: number): void;
}

export class TimeAxis {
  private widthUs: number;
  /** Which bucket the first one is, counted from the epoch. */
  private first = 0;
  private used = 0;
  private readonly series = new Set<AxisSeries>();

  /**
   * @param capacity buckets at most
   * @param minWidthUs of a bucket, to begin with
   */
  constructor(
    readonly capacity: number,
    private readonly minWidthUs = 1024,
  ) {
    this.widthUs = minWidthUs;
  }

  /** Width of a bucket, in microseconds. */
  get bucketUs(): number {
    return this.widthUs;
  }

  /** Buckets in use. */
  get length(): number {
    return this.used;
  }

  /** When the first bucket begins, in microseconds since the epoch. */
  get startUs(): number {
    return this.first * this.widthUs;
  }

  /** Has a series follow the axis as it grows. */
  attach(series: AxisSeries): void {
    this.series.add(series);
  }

  /** Back to no buckets. The series are let go. */
  clear(): void {
    this.widthUs = this.minWidthUs;
    this.used = 0;
    this.series.clear();
  }

  /** The bucket a time is in, which may be outside of those in use. */
  indexOf(atUs: number): number {
    return Math.floor(atUs / this.widthUs) - this.first;
  }

  /** The bucket of a time; the axis grows to hold it. */
  place(atUs: number): number {
    if (this.used === 0) {
      this.first = Math.floor(atUs / this.widthUs);
      this.used = 1;
      return 0;
    }
    let index = this.indexOf(atUs);
    while (index >= this.capacity || this.used - index > this.capacity) {
      this.halve();
      index = this.indexOf(atUs);
    }
    if (index < 0) {
      for (const series of this.series) series.shift(-index, this.used);
      this.first += index;
      this.used -= index;
      return 0;
    }
    this.used = Math.max(this.used, index + 1);
    return index;
  }

  private halve(): void {
    const isOdd = this.first & 1;
    for (const series of this.series) series.halve(isOdd, this.used);
    this.first = Math.floor(this.first / 2);
    this.used = (this.used + isOdd + 1) >> 1;
    this.widthUs *= 2;
  }
}

/** Sums on an axis. */
export class SumSeries implements AxisSeries {
  readonly values: Float64Array;

  constructor(private readonly axis: TimeAxis) {
    this.values = new Float64Array(axis.capacity);
    axis.attach(this);
  }

  /** Buckets in use; what is beyond them is zero. */
  get length(): number {
    return this.axis.length;
  }

  add(atUs: number, amount = 1): void {
    const index = this.axis.place(atUs);
    this.values[index] = (this.values[index] as number) + amount;
  }

  /** Spreads a length of time, in microseconds, over the buckets that it lies in. */
  addSpan(fromUs: number, lengthUs: number): void {
    const untilUs = fromUs + lengthUs;
    // The axis may grow, and with it the buckets; so both ends first.
    this.axis.place(untilUs);
    this.axis.place(fromUs);
    const { startUs, bucketUs } = this.axis;
    const last = this.axis.indexOf(untilUs);
    for (let i = this.axis.indexOf(fromUs); i <= last; i++) {
      const bucketStartUs = startUs + i * bucketUs;
      const partUs = Math.min(untilUs, bucketStartUs + bucketUs) - Math.max(fromUs, bucketStartUs);
      this.values[i] = (this.values[i] as number) + partUs;
    }
  }

  shift(by: number, used: number): void {
    this.values.copyWithin(by, 0, used);
    this.values.fill(0, 0, by);
  }

  halve(isOdd: number, used: number): void {
    const { values } = this;
    for (let i = 0; i < used; i++) {
      const value = values[i] as number;
      values[i] = 0;
      const to = (i + isOdd) >> 1;
      values[to] = (values[to] as number) + value;
    }
  }
}

/** Histograms of values on an axis, for their quantiles over time. */
export class HistogramSeries implements AxisSeries {
  private buckets: (Histogram | undefined)[] = [];

  constructor(private readonly axis: TimeAxis) {
    axis.attach(this);
  }

  add(atUs: number, value: number): void {
    const index = this.axis.place(atUs);
    let histogram = this.buckets[index];
    if (histogram === undefined) {
      histogram = new Histogram();
      this.buckets[index] = histogram;
    }
    histogram.add(value);
  }

  /** Takes back a value that was added at that time. */
  remove(atUs: number, value: number): void {
    this.buckets[this.axis.indexOf(atUs)]?.remove(value);
  }

  /** @returns undefined where the bucket has no values */
  quantile(index: number, part: number): number | undefined {
    return this.buckets[index]?.quantile(part);
  }

  shift(by: number): void {
    this.buckets = [...new Array<undefined>(by), ...this.buckets];
  }

  halve(isOdd: number): void {
    const merged: (Histogram | undefined)[] = [];
    this.buckets.forEach((histogram, i) => {
      if (histogram === undefined) return;
      const to = (i + isOdd) >> 1;
      const there = merged[to];
      if (there === undefined) merged[to] = histogram;
      else there.merge(histogram);
    });
    this.buckets = merged;
  }
}
