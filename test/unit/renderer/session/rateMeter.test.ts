import { expect, test } from 'vitest';
import { RateMeter } from '../../../../src/renderer/session/rateMeter';

test('the rate is that of the last seconds, and falls when nothing comes', () => {
  const rate = new RateMeter();
  expect(rate.add(100, 0)).toBe(0);
  expect(rate.add(300, 2000)).toBe(100);
  expect(rate.add(600, 3000)).toBeCloseTo(166.7, 1);
  for (const [atMs, expected] of [
    [4000, 125],
    [6000, 0],
    [10_000, 0],
  ] as const) {
    const measured = rate.add(600, atMs);
    if (expected > 0) expect(measured).toBe(expected);
    else expect(measured).toBeLessThan(100);
  }
  expect(rate.add(600, 20_000)).toBe(0);
});

test('in the first second it is no more than what came', () => {
  const rate = new RateMeter();
  rate.add(0, 0);
  expect(rate.add(50, 10)).toBe(50);
});

test('another session begins at nothing', () => {
  const rate = new RateMeter();
  rate.add(0, 0);
  rate.add(5000, 1000);
  expect(rate.add(10, 1500)).toBe(0);
  expect(rate.add(20, 2500)).toBe(10);
});
