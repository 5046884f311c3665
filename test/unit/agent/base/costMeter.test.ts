import { describe, expect, test } from 'vitest';
import { CostMeter } from '../../../../src/agent/base/costMeter';

/** A meter with a clock that goes only when it is told to. */
function setUp() {
  let atMs = 0;
  const meter = new CostMeter(() => atMs);
  const takeMs = (ms: number) => {
    atMs += ms;
  };
  const hook = (work: () => void) => {
    const begun = meter.beginHook();
    work();
    meter.endHook(begun);
  };
  /** Time in which the app works. */
  const idleUntil = (ms: number) => {
    atMs = Math.max(atMs, ms);
  };
  return { meter, takeMs, hook, idleUntil };
}

/** Deviation of a report from the truth. */
function deviation(spentUs: number | undefined, trueMs: number): number {
  return Math.abs((spentUs ?? 0) / 1000 / trueMs - 1);
}

test('tells at most once a second, and only when there were messages', () => {
  const { meter, takeMs } = setUp();
  takeMs(900);
  expect(meter.report(5)).toBeUndefined();
  takeMs(200);
  expect(meter.report(5)).toEqual({ type: 'cost', at: 1_100_000, periodUs: 1_100_000, spentUs: 0, messages: 5 });
  takeMs(5000);
  expect(meter.report(5)).toBeUndefined();
  takeMs(500);
  expect(meter.report(6)).toMatchObject({ periodUs: 5_500_000, messages: 1 });
});

test('a little work is measured exactly, however slow its first piece is', () => {
  const { meter, takeMs, hook, idleUntil } = setUp();
  for (let second = 1; second <= 3; second++) {
    for (let i = 0; i < 100; i++) hook(() => takeMs(second === 1 && i === 16 ? 40 : 0.01));
    idleUntil(second * 1000);
    expect(meter.report(second * 100)?.spentUs).toBe(second === 1 ? 40_990 : 1000);
  }
});

describe('much work is told within 20 % of the truth', () => {
  test.each<[string, (i: number) => number]>([
    ['all alike', () => 0.01],
    ['two kinds that take turns', (i) => (i % 2 === 0 ? 0.005 : 0.02)],
    ['17 kinds that take turns', (i) => (i % 17 === 0 ? 0.1 : 0.003)],
    ['34 kinds that take turns', (i) => (i % 34 === 0 ? 0.2 : 0.003)],
    ['slow at first', (i) => (i < 500 ? 0.05 : 0.004)],
    ['slow later', (i) => (i < 5000 ? 0.004 : 0.02)],
    ['one in a hundred slow', (i) => (i % 100 === 57 ? 0.3 : 0.004)],
  ])('%s', (_, msOf) => {
    for (const pieces of [1500, 2010, 5000, 40_000]) {
      const { meter, takeMs, hook, idleUntil } = setUp();
      let trueMs = 0;
      for (let i = 0; i < pieces; i++) {
        trueMs += msOf(i);
        hook(() => takeMs(msOf(i)));
      }
      idleUntil(2000);
      expect(deviation(meter.report(pieces)?.spentUs, trueMs), `${pieces} pieces`).toBeLessThan(0.2);
    }
  });
});

test('is never more than all of the time', () => {
  const { meter, takeMs, hook } = setUp();
  for (let i = 0; i < 2000; i++) hook(() => takeMs(0.5));
  // A few slow ones, of which some are measured for the rest.
  for (let i = 0; i < 400; i++) hook(() => takeMs(i % 10 === 0 ? 20 : 0));
  const report = meter.report(1);
  expect(report?.spentUs).toBeLessThanOrEqual(report?.periodUs ?? 0);
});

test('batches are measured whole, and not a second time in the hook that they fell into', () => {
  const { meter, takeMs, hook } = setUp();
  for (let i = 0; i < 17; i++) {
    hook(() => {
      takeMs(1);
      meter.measureBatch(() => takeMs(100));
    });
  }
  expect(meter.report(17)?.spentUs).toBe(17 * 100_000 + 17 * 1000);
});

test('what is done within a batch is part of it', () => {
  const { meter, takeMs, hook, idleUntil } = setUp();
  for (let i = 0; i < 10; i++) {
    meter.measureBatch(() => {
      takeMs(1);
      hook(() => takeMs(1));
      meter.measureBatch(() => takeMs(1));
    });
  }
  idleUntil(1000);
  expect(meter.report(1)?.spentUs).toBe(30_000);
});

test('a hook within another is part of it', () => {
  const { meter, takeMs, hook } = setUp();
  for (let i = 0; i < 1700; i++) {
    hook(() => {
      takeMs(1);
      hook(() => takeMs(1));
    });
  }
  expect(meter.report(1)?.spentUs).toBe(3_400_000);
});

test('a batch that fails is measured, and fails', () => {
  const { meter, takeMs } = setUp();
  const fail = () =>
    meter.measureBatch(() => {
      takeMs(5);
      throw new Error('no');
    });
  expect(fail).toThrow('no');
  expect(fail).toThrow('no');
  takeMs(1000);
  expect(meter.report(1)?.spentUs).toBe(10_000);
});
