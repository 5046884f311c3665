import { expect, test } from 'vitest';
import { TraceClock } from '../../../../src/main/targets/trace/traceClock';

const S = 1_000_000;
const HOUR = 3600 * S;

/** Traces of 3 s, with a message each half second; Chromium's clock is behind by what the computer has slept. */
function observe(clock: TraceClock, fromUs: number, sleptUs: number): void {
  for (let start = fromUs; start < fromUs + 9 * S; start += 3 * S) {
    const times = [0.5, 1, 1.5, 2, 2.5].map((s) => start + s * S - sleptUs);
    clock.observe(start, start + 3 * S, times);
  }
}

test('on one clock, times stay as they are', () => {
  const clock = new TraceClock();
  expect(clock.toNodeUs(7)).toBe(7);
  observe(clock, 100 * S, 0);
  clock.observe(200 * S, 203 * S, []);
  expect(clock.toNodeUs(105 * S)).toBe(105 * S);
});

test('what the computer has slept before and between traces is added', () => {
  const clock = new TraceClock();
  observe(clock, 100 * S, HOUR);
  expect(Math.abs(clock.toNodeUs(105 * S - HOUR) - 105 * S)).toBeLessThan(S);
  observe(clock, 200 * S, 3 * HOUR);
  expect(Math.abs(clock.toNodeUs(205 * S - 3 * HOUR) - 205 * S)).toBeLessThan(S);
});
