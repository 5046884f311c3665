import { expect, test } from 'vitest';
import { CostMeter } from '../../../src/agent/costMeter';

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
  return { meter, takeMs, hook };
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

test('the work of hooks is estimated from samples, also when two kinds take turns', () => {
  const { meter, takeMs, hook } = setUp();
  for (let i = 0; i < 1700; i++) hook(() => takeMs(i % 2 === 0 ? 0.5 : 1.5));
  expect(meter.report(850)?.spentUs).toBe(1_700_000);
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
