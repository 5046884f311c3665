import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HistogramSeries, SumSeries, TimeAxis } from '../../../../src/shared/stats/timeSeries';

const EPOCH_US = 1_795_000_000_000_000;
const times = fc.array(
  fc
    .oneof(fc.nat(5000), fc.nat(90_000_000), fc.integer({ min: -3_000_000_000, max: 3_000_000_000 }))
    .map((offset) => EPOCH_US + offset),
  { minLength: 1, maxLength: 120 },
);

describe('values over time', () => {
  test('stand in the bucket of their time, in whatever order they come', () => {
    fc.assert(
      fc.property(times, (all) => {
        const axis = new TimeAxis(64);
        const series = new SumSeries(axis);
        for (const atUs of all) series.add(atUs);
        expect(axis.length).toBeLessThanOrEqual(64);
        const expected = new Float64Array(64);
        for (const atUs of all) {
          const index = axis.indexOf(atUs);
          expected[index] = (expected[index] as number) + 1;
          expect(axis.startUs + index * axis.bucketUs).toBeLessThanOrEqual(atUs);
        }
        expect(series.values).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('are not spread over fewer buckets than needed', () => {
    const axis = new TimeAxis(64);
    const series = new SumSeries(axis);
    for (let i = 0; i <= 100; i++) series.add(EPOCH_US + i * 100_000);
    // Twice the capacity, at most, would be too many.
    expect(axis.length).toBeGreaterThan(31);
  });

  test('spans are shared out by how much of each bucket they take', () => {
    fc.assert(
      fc.property(times, fc.array(fc.nat(2_000_000), { minLength: 120, maxLength: 120 }), (all, lengths) => {
        const axis = new TimeAxis(256);
        const series = new SumSeries(axis);
        all.forEach((atUs, i) => {
          series.addSpan(atUs, lengths[i] as number);
        });
        all.forEach((fromUs, i) => {
          // Nothing is where no span was.
          expect(series.values[axis.indexOf(fromUs)]).toBeGreaterThanOrEqual(0);
          expect(axis.indexOf(fromUs + (lengths[i] as number))).toBeLessThan(axis.length);
        });
        const total = series.values.reduce((sum, value) => sum + value, 0);
        const expected = all.reduce((sum, _, i) => sum + (lengths[i] as number), 0);
        expect(total).toBeCloseTo(expected, 0);
        const widest = Math.max(...series.values);
        expect(widest).toBeLessThanOrEqual(axis.bucketUs * all.length);
      }),
    );
  });

  test('have the quantiles of what came in each bucket, and of what was not taken back', () => {
    fc.assert(
      fc.property(times, (all) => {
        const axis = new TimeAxis(64);
        const series = new HistogramSeries(axis);
        all.forEach((atUs, i) => {
          series.add(atUs, i);
          series.add(atUs, 1e9);
        });
        for (const atUs of all) series.remove(atUs, 1e9);
        const largest: (number | undefined)[] = [];
        all.forEach((atUs, i) => {
          largest[axis.indexOf(atUs)] = i;
        });
        for (let bucket = 0; bucket < axis.length; bucket++) {
          const found = series.quantile(bucket, 1);
          const expected = largest[bucket];
          if (expected === undefined) expect(found).toBeUndefined();
          else expect(Math.abs((found as number) - expected)).toBeLessThanOrEqual(expected / 64 + 1e-9);
        }
      }),
    );
  });

  test('begin again after clear', () => {
    const axis = new TimeAxis(64);
    new SumSeries(axis).add(EPOCH_US);
    axis.clear();
    expect(axis.length).toBe(0);
    const series = new SumSeries(axis);
    series.add(5000);
    expect([axis.length, series.values[0], axis.bucketUs]).toEqual([1, 1, 1024]);
  });
});
