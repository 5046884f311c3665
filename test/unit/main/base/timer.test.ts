import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTimer } from '../../../../src/main/base/timer';

const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a time beyond what the system takes at once is kept', () => {
  const done = vi.fn();
  startTimer(60 * DAY_MS, done);
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(done).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(done).toHaveBeenCalledOnce();
});

test('it can be cancelled in any part of it', () => {
  const done = vi.fn();
  const cancel = startTimer(60 * DAY_MS, done);
  vi.advanceTimersByTime(30 * DAY_MS);
  cancel();
  vi.advanceTimersByTime(60 * DAY_MS);
  expect(done).not.toHaveBeenCalled();
});
