import { expect, test } from 'vitest';
import { FrameClockAlignment } from '../../../../src/agent/recording/frameClockAlignment';

const S = 1_000_000;
const HOUR = 3600 * S;

/** One message each way, of a frame whose clock is `distance` behind main's, `latency` on the way. */
function exchange(clock: FrameClockAlignment, frameUs: number, distance: number, latency = 200): void {
  clock.reachedMain(frameUs, frameUs + distance + latency);
  clock.reachedFrame(frameUs + distance + latency, frameUs + 2 * latency);
}

test('the clock of a frame is found again after the computer has slept', () => {
  const clock = new FrameClockAlignment('performance');
  for (let i = 0; i < 5; i++) exchange(clock, i * S, S);
  expect(Math.abs(clock.toMainUs(5 * S) - 6 * S)).toBeLessThanOrEqual(clock.errorUs);
  expect(clock.errorUs).toBeLessThan(1000);
  // On macOS main's clock goes on, and the frame's stands still.
  for (let i = 6; i < 9; i++) {
    exchange(clock, i * S, S + HOUR);
    expect(Math.abs(clock.toMainUs(i * S) - (i * S + S + HOUR))).toBeLessThanOrEqual(clock.errorUs);
  }
  expect(clock.errorUs).toBeLessThan(1000);
});

test('the clock of a frame is found again after it has jumped ahead', () => {
  const clock = new FrameClockAlignment('performance');
  for (let i = 0; i < 5; i++) exchange(clock, i * S, S + HOUR);
  for (let i = 5; i < 8; i++) {
    exchange(clock, i * S, S);
    expect(Math.abs(clock.toMainUs(i * S) - (i * S + S))).toBeLessThanOrEqual(clock.errorUs);
  }
  expect(clock.errorUs).toBeLessThan(1000);
});

test('a message that was long on its way does not count as a jump', () => {
  const clock = new FrameClockAlignment('performance');
  exchange(clock, 0, S);
  exchange(clock, 10 * S, S, 3 * S);
  expect(Math.abs(clock.toMainUs(20 * S) - 21 * S)).toBeLessThanOrEqual(clock.errorUs);
  expect(clock.errorUs).toBeLessThan(1000);
});
