import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { Histogram, MAX_RELATIVE_ERROR } from '../../../../src/shared/stats/histogram';
import { statsReport } from '../../../../src/shared/stats/report';
import { SessionStats } from '../../../../src/shared/stats/sessionStats';
import { foldOf } from '../../../support/filtering';
import { randomTraffic } from '../../../support/randomTraffic';

describe('a histogram', () => {
  const values = fc.array(fc.oneof(fc.nat({ max: 200 }), fc.nat(), fc.maxSafeNat()), { minLength: 1, maxLength: 200 });

  test('gives quantiles that are off by no more than it says', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
        const histogram = new Histogram();
        for (const value of all) histogram.add(value);
        const sorted = all.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(part * all.length) - 1)] as number;
        const found = histogram.quantile(part) as number;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * MAX_RELATIVE_ERROR + 1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  test('forgets what is taken back', () => {
    fc.assert(
      fc.property(values, values, (kept, removed) => {
        const [histogram, expected] = [new Histogram(), new Histogram()];
        for (const value of [...kept, ...removed]) histogram.add(value);
        for (const value of removed) histogram.remove(value);
        for (const value of kept) expected.add(value);
        for (const part of [0, 0.5, 0.99, 1]) expect(histogram.quantile(part)).toBe(expected.quantile(part));
      }),
    );
  });

  test('merged with another holds the values of both', () => {
    fc.assert(
      fc.property(values, values, (some, others) => {
        const [histogram, other, expected] = [new Histogram(), new Histogram(), new Histogram()];
        for (const value of some) histogram.add(value);
        for (const value of others) other.add(value);
        for (const value of [...some, ...others]) expected.add(value);
        histogram.merge(other);
        expect(histogram.count).toBe(expected.count);
        for (const part of [0, 0.5, 0.99, 1]) expect(histogram.quantile(part)).toBe(expected.quantile(part));
      }),
    );
  });

  test('of nothing has no quantiles', () => {
    expect(new Histogram().quantile(0.5)).toBeUndefined();
  });
});

describe('statistics', () => {
  test.each([1, 2, 3])('kept up as messages come and change equal those made at the end (seed %i)', (seed) => {
    const fold = new SessionFold();
    const live = new SessionStats(fold.table);
    for (const entry of randomTraffic(seed, 3000, 2)) {
      const known = fold.table.length;
      fold.apply(entry, (row) => {
        if (row >= known) live.add(row);
        else live.change(row);
      });
    }
    const late = new SessionStats(fold.table);
    for (let row = 0; row < fold.table.length; row++) late.add(row);
    expect(statsReport(live)).toEqual(statsReport(late));
    expect(late.all.count).toBe(3000);
  });

  test('are counted by channel', () => {
    const message = {
      type: 'message',
      kind: 'invoke',
      direction: 'to-main',
      from: 2,
      to: 1,
      size: 100,
      args: [],
    } as const;
    const { table } = foldOf(
      [1000, 2000, 3000, 4000].map((durationUs, i) => ({
        ...message,
        seq: i + 1,
        at: i * 1_000_000,
        channel: i === 3 ? 'other' : 'notes',
        dispatched: { at: i * 1_000_000 + 100, listeners: { ipcMain: 1 } },
        outcome: { at: i * 1_000_000 + durationUs, status: i === 2 ? 'error' : 'ok', size: 50 } as const,
      })),
    );
    const stats = new SessionStats(table);
    for (let row = 0; row < 4; row++) stats.add(row);
    const [notes, other] = statsReport(stats).channels;
    expect(notes).toMatchObject({ channel: 'notes', count: 3, ratePerSecond: 1, errors: 1, pending: 0, bytes: 450 });
    expect(notes?.durationMs?.p50).toBeCloseTo(2, 1);
    expect(notes?.blockingMs?.p99).toBeCloseTo(0.1, 2);
    expect(notes?.blockedMs).toBeCloseTo(0.3, 3);
    expect(other).toMatchObject({ channel: 'other', count: 1, errors: 0 });
  });
});
